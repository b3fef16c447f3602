import Terminal

/// A cell as people draw it: four feature maps in a row and six labelled edges that become clearer as they are decided.
struct CellDiagram: Widget {
    struct Edge: Sendable {
        /// The operation chosen so far.
        var label: String
        /// How sure the choice is, 0…1: brightness.
        var strength: Double
        var isSettled: Bool
        /// The operation is `none`: nothing passes.
        var isNone: Bool
        /// There is an operation, but nothing that passes it reaches the output.
        var isDead: Bool
        /// 0 just changed … 1 long ago.
        var age: Double
        /// Said quietly beside the label, such as the runner-up.
        var note: String
    }

    /// 0→1, 0→2, 1→2, 0→3, 1→3, 2→3.
    var edges: [Edge]
    var theme: Theme

    private struct Places {
        var nodeWidth, nodeHeight: Int
        /// Left column of each node, rows of the long edges, and the row in the middle.
        var x: [Int]
        var outer, inner, middle, lower: Int
        var isTall: Bool { nodeHeight > 1 }
        func center(_ node: Int) -> Int { x[node] + nodeWidth / 2 }
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard edges.count == 6, rect.width >= 28, rect.height >= 7 else { return }
        let places = places(in: rect)
        arc(edges[3], from: 0, to: 3, row: places.outer, places, on: &canvas)
        arc(edges[1], from: 0, to: 2, row: places.inner, places, on: &canvas)
        arc(edges[4], from: 1, to: 3, row: places.lower, places, on: &canvas)
        for (edge, from) in [(0, 0), (2, 1), (5, 2)] { straight(edges[edge], after: from, places, on: &canvas) }
        for node in 0..<4 { drawNode(node, places, on: &canvas) }
    }

    private func places(in rect: Rect) -> Places {
        let isTall = rect.height >= 11 && rect.width >= 44
        let width = isTall ? (rect.width >= 60 ? 5 : 3) : 1
        let gap = min((rect.width - 4 * width) / 3, 22)
        let left = rect.x + (rect.width - 4 * width - 3 * gap) / 2
        let spread = min(max((rect.height - 2) / 3, 2), isTall ? 5 : 2)
        let used = 3 * spread + 1 + (isTall ? 1 : 0)
        let top = rect.y + max((rect.height - used) / 2, 0)
        return Places(
            nodeWidth: width, nodeHeight: isTall ? 3 : 1, x: (0..<4).map { left + $0 * (width + gap) }, outer: top,
            inner: top + spread - (spread > 3 ? 1 : 0), middle: top + 2 * spread, lower: top + 3 * spread)
    }

    private func drawNode(_ node: Int, _ places: Places, on canvas: inout Canvas) {
        let style = theme.strongStyle
        if places.isTall {
            let box = Rect(x: places.x[node], y: places.middle - 1, width: places.nodeWidth, height: 3)
            canvas.fill(box, with: Glyph(" ", Style(theme.text, on: theme.background)))
            canvas.box(box, theme.faintStyle)
        }
        canvas.put("\(node)", at: places.center(node), places.middle, style)
    }

    private func straight(_ edge: Edge, after node: Int, _ places: Places, on canvas: inout Canvas) {
        let from = places.x[node] + places.nodeWidth
        let to = places.x[node + 1] - 1
        line(edge, from: from, to: to - 1, row: places.middle, on: &canvas)
        canvas.put("▸", at: to, places.middle, lineStyle(edge))
        label(edge, Rect(x: from, y: places.middle, width: to - from, height: 1), on: &canvas)
    }

    /// An edge that goes around: up or down, along, and back.
    private func arc(_ edge: Edge, from: Int, to: Int, row: Int, _ places: Places, on canvas: inout Canvas) {
        let isUp = row < places.middle
        // The outer arc leaves its node left of the inner one, so that they do not touch.
        let isWide = places.nodeWidth > 3
        let start = places.center(from) + (isWide && isUp ? (to == 3 ? -1 : 1) : 0)
        let end = places.center(to)
        let reach = places.isTall ? 1 : 0
        let touch = isUp ? places.middle - 1 - reach : places.middle + 1 + reach
        let style = lineStyle(edge)
        let glyphs = EdgeGlyphs(edge)
        for y in min(row, touch)...max(row, touch) where y != row {
            canvas.put(glyphs.upright, at: start, y, style)
            canvas.put(y == touch ? (isUp ? "▾" : "▴") : glyphs.upright, at: end, y, style)
        }
        // Without room for two columns both arcs leave their node by one.
        let corner = row == places.inner && !isWide ? (edge.isSettled && !edge.isNone ? "┣" : "├") : glyphs.topLeft
        canvas.put(isUp ? corner : glyphs.bottomLeft, at: start, row, style)
        canvas.put(isUp ? glyphs.topRight : glyphs.bottomRight, at: end, row, style)
        line(edge, from: start + 1, to: end - 1, row: row, on: &canvas)
        label(edge, Rect(x: start + 1, y: row, width: end - start - 1, height: 1), on: &canvas)
    }

    private func line(_ edge: Edge, from: Int, to: Int, row: Int, on canvas: inout Canvas) {
        guard from <= to else { return }
        canvas.put(String(repeating: EdgeGlyphs(edge).along, count: to - from + 1), at: from, row, lineStyle(edge))
    }

    /// The label in the middle of a stretch, with the note behind it where there is room.
    private func label(_ edge: Edge, _ stretch: Rect, on canvas: inout Canvas) {
        let name = CharacterWidth.columns(of: edge.label)
        let both = edge.label + (edge.note.isEmpty ? "" : " " + edge.note)
        let whole = CharacterWidth.columns(of: both)
        let text = whole + 4 <= stretch.width ? both : edge.label
        let columns = CharacterWidth.columns(of: text)
        // At least a stroke of the line stays to be seen on either side.
        let air = columns + 4 <= stretch.width ? 1 : 0
        let x = stretch.x + max((stretch.width - columns - 2 * air + 1) / 2, 0)
        let padding = String(repeating: " ", count: air)
        canvas.put(padding + text.truncated(to: stretch.width) + padding, at: x, stretch.y, theme.faintStyle)
        canvas.put(String(edge.label.prefix(name)).truncated(to: stretch.width), at: x + air, stretch.y, labelStyle(edge))
    }

    private func lineStyle(_ edge: Edge) -> Style {
        guard !theme.isMonochrome else { return edge.isSettled && !edge.isNone ? .plain : Style().dim }
        let rest = edge.isNone || edge.isDead ? theme.ramp(theme.faint, 0.35) : theme.ramp(theme.state, edge.strength)
        return Style(theme.glow(rest, toward: glow(edge), age: edge.age))
    }

    /// What an edge glows with when it changes: the surer the new choice, the brighter. While all is noise, choices flip at every
    /// step, and mean little.
    private func glow(_ edge: Edge) -> Color {
        theme.background.mixed(with: theme.focus, amount: 0.3 + 0.7 * edge.strength)
    }

    private func labelStyle(_ edge: Edge) -> Style {
        guard !theme.isMonochrome else { return edge.isSettled ? Style().bold : edge.isNone ? Style().dim : .plain }
        let rest =
            edge.isNone || edge.isDead
            ? theme.faint : theme.background.mixed(with: theme.text, amount: 0.45 + 0.55 * edge.strength)
        let style = Style(theme.readable(theme.glow(rest, toward: glow(edge), age: edge.age)))
        return edge.isSettled && !edge.isNone ? style.bold : style
    }
}

/// Lines that say how far an edge is: dashed without an operation, thin while open, heavy when settled.
private struct EdgeGlyphs {
    let along, upright, topLeft, topRight, bottomLeft, bottomRight: String

    init(_ edge: CellDiagram.Edge) {
        if edge.isNone || edge.isDead {
            (along, upright) = ("╌", "┆")
            (topLeft, topRight, bottomLeft, bottomRight) = ("╭", "╮", "╰", "╯")
        } else if edge.isSettled {
            (along, upright) = ("━", "┃")
            (topLeft, topRight, bottomLeft, bottomRight) = ("┏", "┓", "┗", "┛")
        } else {
            (along, upright) = ("─", "│")
            (topLeft, topRight, bottomLeft, bottomRight) = ("╭", "╮", "╰", "╯")
        }
    }
}
