import Terminal

/// One of the two parts of a state as a grid on the screen: a title, the names of the columns, and then the rows.
struct GridPlan: Sendable, Hashable {
    let rect: Rect
    /// Columns before the entries, for the names of the rows; columns and rows of an entry.
    let label, cell, row: Int
    /// The entries shown, where there is no room for all.
    let rows, columns: Range<Int>
    /// All columns that there are.
    let all: Range<Int>

    /// The row and column at a place of the screen; nil where there is none.
    func entry(atX x: Int, y: Int) -> (row: Int, column: Int)? {
        guard rect.contains(x: x, y: y), cell > 0, row > 0 else { return nil }
        let column = x - rect.x - label, line = y - rect.y - 2
        guard column >= 0, line >= 0 else { return nil }
        let place = (row: rows.lowerBound + line / row, column: columns.lowerBound + column / cell)
        return rows.contains(place.row) && columns.contains(place.column) ? place : nil
    }

    /// So many of all, those about one of them.
    static func window(of all: Range<Int>, about place: Int, room: Int) -> Range<Int> {
        let count = min(max(room, 0), all.count)
        let start = min(max(place - count / 2, all.lowerBound), all.upperBound - count)
        return start..<start + count
    }

    /// What of a matrix is shown.
    func shown(_ entries: [[StateMatrix.Entry?]]) -> [[StateMatrix.Entry?]] {
        rows.compactMap { row in entries[ifPresent: row].map { line in columns.map { line[ifPresent: $0] ?? nil } } }
    }

    /// Where a place of the matrix is among what is shown; it may be outside.
    func shown(_ place: (row: Int, column: Int)?) -> (row: Int, column: Int)? {
        place.map { ($0.row - rows.lowerBound, $0.column - columns.lowerBound) }
    }

    /// Names that stand for all rows or columns, of those shown.
    func names(_ all: [String], _ shown: Range<Int>, columns: Int) -> [String] {
        shown.map { (all[ifPresent: $0] ?? "").truncated(to: columns) }
    }
}

/// V with a row a node and a column a type, and beside it E with a row for the node that edges leave and a column for those they reach.
struct GridPair: Sendable, Hashable {
    let vertices, edges: GridPlan
}

/// A view that has its picture, V and E beside each other.
protocol SideBySideView: SpaceView {
    func grids(_ layout: ScreenLayout, _ cursor: EntryCursor) -> GridPair
    /// Names of the types and nodes over columns, as they fit.
    func typeNames(_ plan: GridPlan) -> [String]
    func nodeNames(_ plan: GridPlan) -> [String]
    func drawPicture(_ scene: Scene, _ branch: Branch, _ snapshot: Snapshot, on canvas: inout Canvas, in rect: Rect)
}

extension SideBySideView {
    func entry(atX x: Int, y: Int, _ layout: ScreenLayout, _ cursor: EntryCursor) -> MatrixEntry? {
        let grids = grids(layout, cursor)
        if let place = grids.vertices.entry(atX: x, y: y) { return .vertex(node: place.row, type: place.column) }
        guard let place = grids.edges.entry(atX: x, y: y) else { return nil }
        return space.layout.slots.firstIndex { $0.from == place.row && $0.to == place.column }.map { .edge(slot: $0) }
    }

    func row(of node: Int, isCompact: Bool) -> Int? { node }

    func drawStage(_ scene: Scene, on canvas: inout Canvas) {
        let panel = Panel(space.words.noun, detail: detail(scene), theme: scene.theme), area = scene.layout.picture
        canvas.draw(panel, in: area)
        if let branch = scene.branch, let snapshot = scene.snapshot, snapshot.space == space {
            let content = panel.content(in: area)
            drawPicture(scene, branch, snapshot, on: &canvas, in: content.inset(bottom: 1))
            scene.drawFigures(of: snapshot, in: branch, on: &canvas, in: content.row(-1))
        }
        let grids = grids(scene.layout, scene.state.inspection.cursor)
        scene.drawVertices(grids.vertices, typeNames(grids.vertices), on: &canvas)
        scene.drawEdges(grids.edges, nodeNames(grids.edges), on: &canvas)
    }

    private func detail(_ scene: Scene) -> String {
        guard let snapshot = scene.snapshot else { return "" }
        if snapshot.isEnd { return snapshot.decoded.isValid ? "✓ valid" : "✗ invalid" }
        return "\(snapshot.settled.count)/\(space.choices.count) settled"
    }
}
