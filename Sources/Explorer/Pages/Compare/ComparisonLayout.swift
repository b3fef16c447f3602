import Architectures
import Terminal

/// Where everything is on the compare page: two columns for the runs, one between them for what differs, and under them a table
/// of figures and the course of the distance.
struct ComparisonLayout {
    /// How the parts of a state share a column.
    struct Matrices {
        var vertexCell: Int
        /// 0: E has no room.
        var edgeCell: Int
        var hasEdgeLabels: Bool
        /// Only what can differ: the cell's edges and its five operations, with the choice in words beside them.
        var isInner: Bool
    }

    let left, right, middle: Rect
    /// Rows of each part, over the whole width.
    let heads, cells, states, figures, course: Rect
    let matrices: Matrices
    let columns: ComparisonColumns

    /// Of a network's matrices, from the left end of a run's column on; nil for cells, and where they have no room.
    let grid: NetworkGrid?

    init(_ layout: ScreenLayout, shown: Int, space: SearchSpace) {
        let body = layout.body
        let isCompact = layout.tier <= .compact
        let gap = isCompact ? 1 : 2
        let parts = body.columns([.flexible(), .fixed(isCompact ? 2 : 10), .flexible()], gap: gap)
        (left, middle, right) = (parts[0], parts[1], parts[2])
        matrices = Self.matrices(width: min(left.width, right.width), isCompact: isCompact)

        let isNetwork = space.drawing == .stages
        grid = !isNetwork || isCompact ? nil : NetworkGrid(x: 0, width: min(left.width, right.width), label: 5, cells: 2...4, leastGap: 1)
        // V with what is chosen, and E; in words a stage a row.
        let stateRows = isNetwork ? (isCompact ? 6 : 13) : matrices.isInner ? 7 : 9
        // What is under it first: the course, in the rows of the norms where there are some.
        course = layout.norms.isEmpty ? Rect(x: body.x, y: body.bottom - 1, width: body.width, height: 1) : layout.norms
        let air = isCompact ? 0 : 1
        var spare = course.y - (layout.norms.isEmpty ? 0 : air) - body.y - 2 - stateRows - 2 * air
        let hasCells = spare >= (isNetwork ? 6 : 9) && left.width >= 28
        let figureRows = min(1 + shown, max(spare - (hasCells ? (isNetwork ? 3 : 7) : 0), 0))
        spare -= figureRows
        // The rows of a network's drawing come in threes.
        let cellRows = !hasCells ? 0 : isNetwork ? min(spare / 3 * 3, 6) : min(spare, 15)
        spare -= cellRows

        var y = body.y
        func take(_ rows: Int, air: Int = 0) -> Rect {
            defer { y += rows + (rows > 0 ? air : 0) }
            return Rect(x: body.x, y: y, width: body.width, height: rows)
        }
        heads = take(2)
        cells = take(cellRows, air: air)
        states = take(stateRows, air: air + (spare > 0 && isCompact ? 1 : 0))
        figures = take(figureRows)
        columns = ComparisonColumns(isCompact: isCompact, figures, left: left, middle: middle, right: right)
    }

    private static func matrices(width: Int, isCompact: Bool) -> Matrices {
        if isCompact { return Matrices(vertexCell: 3, edgeCell: 0, hasEdgeLabels: false, isInner: true) }
        for (vertex, edge, labels) in [(4, 3, true), (4, 2, false), (3, 2, false)] {
            let needed = 5 + 7 * vertex + 2 + (labels ? 5 : 0) + 8 * edge
            if needed <= width {
                return Matrices(vertexCell: vertex, edgeCell: edge, hasEdgeLabels: labels, isInner: false)
            }
        }
        return Matrices(vertexCell: 3, edgeCell: 0, hasEdgeLabels: false, isInner: false)
    }

    /// The first property in view, such that the selected one is.
    func firstProperty(shown: Int, selected: Int) -> Int {
        let room = max(figures.height - 1, 0)
        return min(max(selected - room / 2, 0), max(shown - room, 0))
    }

    /// The property under a cell of the screen.
    func property(at x: Int, _ y: Int, shown: Int, selected: Int) -> Int? {
        guard figures.inset(top: 1).contains(x: x, y: y) else { return nil }
        let place = firstProperty(shown: shown, selected: selected) + y - figures.y - 1
        return place < shown ? place : nil
    }

    /// A part of a run's column.
    func part(_ rows: Rect, of column: Rect) -> Rect { rows.intersection(column) }
}

/// The columns of the figures: those of the left run, the difference, those of the right run.
struct ComparisonColumns {
    struct Run { let tilt, estimate, truth: Rect }
    let name, unit, difference: Rect
    let left, right: Run

    init(isCompact: Bool, _ rect: Rect, left: Rect, middle: Rect, right: Rect) {
        if isCompact {
            // Narrow screens tell γ above, in words.
            let parts = rect.columns(
                [.flexible(minimum: 8), .fixed(2), .fixed(8), .fixed(8), .fixed(10), .fixed(8), .fixed(8)], gap: 1)
            (name, unit, difference) = (parts[0], parts[1], parts[4])
            let none = Rect(x: rect.x, y: rect.y, width: 0, height: rect.height)
            self.left = Run(tilt: none, estimate: parts[2], truth: parts[3])
            self.right = Run(tilt: none, estimate: parts[5], truth: parts[6])
            return
        }
        let own = Rect(x: left.x, y: rect.y, width: left.width, height: rect.height)
            .columns([.flexible(), .fixed(2), .fixed(6), .fixed(8), .fixed(8)], gap: 1)
        let other = Rect(x: right.x, y: rect.y, width: right.width, height: rect.height)
            .columns([.fixed(8), .fixed(8), .fixed(6), .flexible()], gap: 1)
        (name, unit) = (own[0], own[1])
        difference = Rect(x: middle.x, y: rect.y, width: middle.width, height: rect.height)
        self.left = Run(tilt: own[2], estimate: own[3], truth: own[4])
        self.right = Run(tilt: other[2], estimate: other[0], truth: other[1])
    }
}
