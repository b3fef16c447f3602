extension Canvas {
    /// The characters alone: a line a row without trailing spaces, and no line end after the last.
    public var text: String { (0..<height).map(line).joined(separator: "\n") }

    /// The characters of one row without trailing spaces; empty outside the canvas.
    public func line(_ y: Int) -> String {
        guard y >= 0, y < height else { return "" }
        var line = ""
        for cell in cells[y * width..<(y + 1) * width] { line += cell.text }
        while line.last == " " { line.removeLast() }
        return line
    }
}

/// Neighbouring cells of one row that share a style.
struct Run {
    var x: Int
    var y: Int
    var columns: Int
    var style: Style
    var text: String
}

extension Canvas {
    /// The rows as runs of one style, from left to right.
    func runs(in y: Int) -> [Run] {
        var runs: [Run] = []
        for x in 0..<width {
            let cell = cells[y * width + x]
            if let last = runs.indices.last, runs[last].style == cell.style || cell.isContinuation {
                runs[last].columns += 1
                runs[last].text += cell.text
            } else {
                runs.append(Run(x: x, y: y, columns: 1, style: cell.style, text: cell.text))
            }
        }
        return runs
    }

    /// The background most cells at the edge have, as it goes on around the screen: what an export paints once, behind everything.
    var groundColor: Color {
        var counts: [Color: Int] = [:]
        for (index, cell) in cells.enumerated() {
            let (x, y) = (index % width, index / width)
            guard x == 0 || y == 0 || x == width - 1 || y == height - 1 else { continue }
            counts[cell.style.background, default: 0] += 1
        }
        // The packed value breaks ties, so that the answer never depends on the order of a dictionary.
        return counts.max { ($0.value, $0.key.packed) < ($1.value, $1.key.packed) }?.key ?? .default
    }
}

extension Style {
    /// The two colours as they appear, given what the terminal's defaults look like.
    func appearance(text: Color, ground: Color) -> (foreground: Color, background: Color) {
        let front = foreground.isDefault ? text : foreground
        let back = background.isDefault ? ground : background
        return attributes.contains(.reverse) ? (back, front) : (front, back)
    }
}
