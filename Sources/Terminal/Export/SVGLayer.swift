/// What one frame adds to an animated SVG, gathered by how it looks: grounds, shapes, and text on the cell grid.
struct SVGLayer {
    private let canvas: Canvas
    private var grounds: [Int: String] = [:]
    private var fronts: [Int: Front] = [:]

    /// What is drawn in one class.
    private struct Front {
        var path = ""
        var rest = ""
    }

    init(of canvas: Canvas) { self.canvas = canvas }

    /// The elements, in the order of their classes: grounds, in cells, below everything.
    var text: String {
        let below = grounds.sorted { $0.key < $1.key }.map { "<path class=\"g\($0.key)\" d=\"\($0.value)\"/>" }.joined()
        let above = fronts.sorted { $0.key < $1.key }.map { number, front in
            let path = front.path.isEmpty ? "" : "<path d=\"\(front.path)\"/>"
            return "<g class=\"c\(number)\">\(path)\(front.rest)</g>"
        }
        let scale = "scale(\(SVGCell.width) \(SVGCell.height))translate(0 .5)"
        return (below.isEmpty ? "" : "<g class=\"g\" transform=\"\(scale)\">\(below)</g>") + above.joined()
    }

    /// Adds cells of a row.
    /// - Parameter bare: a ground that is there already, and needs not be drawn
    mutating func add(_ columns: Range<Int>, of y: Int, bare: Color?, looks: inout SVGLooks) {
        var x = columns.lowerBound
        while x < columns.upperBound {
            let color = looks.color(behind: canvas[x, y].style)
            var end = x + 1
            while end < columns.upperBound, looks.color(behind: canvas[end, y].style) == color { end += 1 }
            if color != bare { grounds[looks.ground(color), default: ""] += "M\(x) \(y)h\(end - x)" }
            x = end
        }
        x = columns.lowerBound
        while x < columns.upperBound { x = addCharacters(from: x, to: columns.upperBound, of: y, &looks) }
    }

    /// Adds equal shapes side by side, or a stretch of text of one style.
    /// - Returns: where the next begin
    private mutating func addCharacters(from x: Int, to limit: Int, of y: Int, _ looks: inout SVGLooks) -> Int {
        let first = canvas[x, y]
        var end = x + 1
        if let scalar = first.scalar, let path = SVGCell.path(of: scalar, x: x, y: y) {
            let number = looks.front(first.style)
            while end < limit, canvas[end, y] == first { end += 1 }
            if let band = SVGCell.band(of: scalar, x: x, y: y, columns: end - x) {
                fronts[number, default: Front()].path += band
                return end
            }
            if let name = looks.shape(scalar) {
                fronts[number, default: Front()].rest += "<use href=\"#\(name)\" x=\"\(x * SVGCell.width)\" y=\"\(y * SVGCell.height)\"/>"
            } else {
                fronts[number, default: Front()].path += path
            }
            return x + 1
        }
        var run = Run(x: x, y: y, columns: 1, style: first.style, text: first.text)
        while end < limit {
            let cell = canvas[end, y]
            // A new element after a gap: words stay on the grid also where `textLength` is not understood.
            let isNext = cell.style == first.style && !run.text.hasSuffix("  ") && cell.scalar.flatMap { SVGCell.path(of: $0, x: 0, y: 0) } == nil
            guard cell.isContinuation || isNext else { break }
            run.columns += 1
            run.text += cell.text
            end += 1
        }
        if let run = run.trimmed {
            // One character needs no measure to stay on the grid.
            let length = run.columns > 1 ? " textLength=\"\(run.columns * SVGCell.width)\"" : ""
            fronts[looks.front(run.style), default: Front()].rest +=
                "<text x=\"\(run.x * SVGCell.width)\" y=\"\(y * SVGCell.height + SVGCell.baseline)\"\(length)>\(Markup.escaped(run.text))</text>"
        }
        return end
    }
}
