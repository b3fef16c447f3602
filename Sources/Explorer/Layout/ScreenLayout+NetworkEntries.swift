import Architectures

extension ScreenLayout {
    /// The first type in view, where there is no room for all ten.
    func firstType(_ cursor: EntryCursor) -> Int {
        let room = max(vertices.height - 1, 0), all = MobileNet.layout.typeCount
        return min(max(cursor.type - room / 2, 0), max(all - room, 0))
    }

    /// Where the two rows of E begin.
    var linkTop: Int { edges.bottom - NetworkLinks.Row.allCases.count }

    func entry(in grid: NetworkGrid, atX x: Int, y: Int, _ cursor: EntryCursor) -> MatrixEntry? {
        guard let node = grid.node(at: x) else { return nil }
        if vertices.contains(x: x, y: y) {
            let type = y - vertices.y - 1 + firstType(cursor)
            return y > vertices.y && type < MobileNet.layout.typeCount ? .vertex(node: node, type: type) : nil
        }
        guard edges.contains(x: x, y: y), let row = NetworkLinks.Row(rawValue: y - linkTop) else { return nil }
        return NetworkLinks.slot(from: node, row).map { .edge(slot: $0) }
    }
}
