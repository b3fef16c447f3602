import Terminal

/// All keys over the screen, from the one table.
enum HelpView {
    private static let keyWidth = 19
    private static let columnWidth = keyWidth + 36

    private static let gap = 4

    private struct Line {
        var keys = ""
        var text = ""
        var isTitle = false
    }

    private static var lines: [Line] {
        var lines: [Line] = []
        for section in KeyTable.sections {
            if !lines.isEmpty { lines.append(Line()) }
            lines.append(Line(text: section.title, isTitle: true))
            lines += section.bindings.map { Line(keys: $0.keyNames, text: $0.help) }
        }
        lines += [Line(), Line(text: "Branch tree", isTitle: true)]
        lines += KeyTable.tree.map { Line(keys: $0.0, text: $0.2) }
        lines += [Line(), Line(text: "Mouse", isTitle: true)]
        lines += KeyTable.mouse.map { Line(keys: $0.0, text: $0.1) }
        return lines
    }

    private static func columns(width: Int) -> Int { width >= 2 * columnWidth + gap + 6 ? 2 : 1 }
    private static func contentHeight(width: Int, height: Int) -> Int {
        let lines = lines, count = columns(width: width)
        let least = (lines.count + count - 1) / count
        // A title at the foot of a column would stand apart from its keys.
        let wanted = (least...least + 2).first { $0 >= lines.count || !lines[$0 - 1].isTitle } ?? least
        return min(wanted, max(height - 6, 1))
    }

    /// How far one can scroll down.
    static func lastScroll(width: Int, height: Int) -> Int {
        max(lines.count - contentHeight(width: width, height: height) * columns(width: width), 0)
    }

    static func draw(scroll: Int, theme: Theme, on canvas: inout Canvas) {
        let count = columns(width: canvas.width)
        let rows = contentHeight(width: canvas.width, height: canvas.height)
        let last = lastScroll(width: canvas.width, height: canvas.height)
        let modal = Modal(
            "keys", detail: last > 0 ? "↑↓ scroll · esc back" : "any key goes back",
            contentWidth: count * columnWidth + (count - 1) * gap, contentHeight: rows, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        let places = content.columns(count, gap: gap)
        for (index, line) in lines.dropFirst(min(scroll, last)).enumerated() {
            guard index / max(content.height, 1) < places.count else { break }
            let place = places[index / content.height]
            let y = content.y + index % content.height
            canvas.clipped(to: place) { canvas in
                if line.isTitle {
                    canvas.put(line.text, at: place.x, y, Style(theme.state).bold)
                } else {
                    canvas.put(line.keys, at: place.x, y, theme.strongStyle)
                    canvas.put(line.text.truncated(to: place.width - keyWidth), at: place.x + keyWidth, y, theme.faintStyle)
                }
            }
        }
    }
}
