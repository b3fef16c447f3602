/// How the corners of a box are drawn.
public enum BoxCorners: Hashable, Sendable {
    case square, rounded
}

extension Canvas {
    /// A horizontal light line of `length` cells. It joins the lines it meets.
    public mutating func horizontalLine(at x: Int, _ y: Int, length: Int, _ style: Style = .plain) {
        let span = Rect(x: x, y: y, width: length, height: 1).intersection(clip)
        for column in span.x..<span.right { join([.left, .right], at: column, span.y, style) }
    }

    /// A vertical light line of `length` cells. It joins the lines it meets.
    public mutating func verticalLine(at x: Int, _ y: Int, length: Int, _ style: Style = .plain) {
        let span = Rect(x: x, y: y, width: 1, height: length).intersection(clip)
        for row in span.y..<span.bottom { join([.up, .down], at: span.x, row, style) }
    }

    /// A box along the inner edge of a rectangle; nothing where that has no room for two lines each way.
    public mutating func box(_ rect: Rect, corners: BoxCorners = .rounded, _ style: Style = .plain) {
        guard rect.width > 1, rect.height > 1 else { return }
        let area = rect.intersection(clip)
        for x in area.x..<area.right where x > rect.x && x < rect.right - 1 {
            place("─", at: x, rect.y, style)
            place("─", at: x, rect.bottom - 1, style)
        }
        for y in area.y..<area.bottom where y > rect.y && y < rect.bottom - 1 {
            place("│", at: rect.x, y, style)
            place("│", at: rect.right - 1, y, style)
        }
        let glyphs: [Unicode.Scalar] = corners == .rounded ? ["╭", "╮", "╰", "╯"] : ["┌", "┐", "└", "┘"]
        place(glyphs[0], at: rect.x, rect.y, style)
        place(glyphs[1], at: rect.right - 1, rect.y, style)
        place(glyphs[2], at: rect.x, rect.bottom - 1, style)
        place(glyphs[3], at: rect.right - 1, rect.bottom - 1, style)
    }

    /// A line through several points, each straight above, below, left or right of the one before, joined.
    /// Points that are not in line with the one before are skipped.
    public mutating func path(_ points: [(x: Int, y: Int)], _ style: Style = .plain) {
        var last: (x: Int, y: Int)?
        for point in points {
            guard let from = last else {
                last = point
                continue
            }
            guard from.x == point.x || from.y == point.y else { continue }
            segment(from, point, style)
            last = point
        }
    }

    private mutating func segment(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ style: Style) {
        let low = (x: min(from.x, to.x), y: min(from.y, to.y))
        let high = (x: max(from.x, to.x), y: max(from.y, to.y))
        if low.y == high.y {
            for x in max(low.x, clip.x)..<max(min(high.x, clip.right - 1) + 1, max(low.x, clip.x)) {
                var arms: LineArms = []
                if x > low.x { arms.insert(.left) }
                if x < high.x { arms.insert(.right) }
                join(arms, at: x, low.y, style)
            }
        } else {
            for y in max(low.y, clip.y)..<max(min(high.y, clip.bottom - 1) + 1, max(low.y, clip.y)) {
                var arms: LineArms = []
                if y > low.y { arms.insert(.up) }
                if y < high.y { arms.insert(.down) }
                join(arms, at: low.x, y, style)
            }
        }
    }

    private mutating func join(_ arms: LineArms, at x: Int, _ y: Int, _ style: Style) {
        let there = self[x, y].scalar.flatMap(LineArms.init) ?? []
        place(arms.union(there).scalar, at: x, y, style)
    }
}
