import Architectures

extension ScreenLayout {
    /// The entry of V or E at a place on the screen; nil where there is none.
    /// - Parameter cursor: where rows are scrolled to, where not all fit
    func entry(atX x: Int, y: Int, cursor: EntryCursor = EntryCursor()) -> MatrixEntry? {
        if let grid { return entry(in: grid, atX: x, y: y, cursor) }
        // A title and the names of the columns stand above.
        if vertices.contains(x: x, y: y) {
            let column = x - vertices.x - Self.vertexLabel(tier), row = y - vertices.y - 2
            guard column >= 0, row >= 0 else { return nil }
            let (node, type) = (row / matrixRow, column / Self.vertexCell(tier))
            guard node < Cell.layout.nodeCount, type < Cell.layout.typeCount else { return nil }
            return .vertex(node: node, type: type)
        }
        if edges.contains(x: x, y: y) {
            let column = x - edges.x - Self.edgeLabel(tier), row = y - edges.y - 2
            guard column >= 0, row >= 0 else { return nil }
            let (from, to) = (row / matrixRow, column / Self.edgeCell(tier))
            return Cell.layout.slots.firstIndex { $0.from == from && $0.to == to }.map { .edge(slot: $0) }
        }
        return nil
    }
}
