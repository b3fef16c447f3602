/// The architectures of a listed space of the user's own, in the order of their table.
struct OwnListing: Sendable, Hashable {
    /// Column of V of each node, by row, [rows][nodes].
    let types: [UInt8]
    /// Which of `edges` each row has.
    let runs: [Int32]
    /// Whether each slot carries an edge.
    let edges: [[Bool]]

    var count: Int { runs.count }

    /// A row a pattern, for what works on blocks.
    func blocks(_ layout: GraphLayout) -> [SpaceBlock] {
        let nodes = layout.nodeCount
        let patterns = runs.indices.map { row in
            SpaceBlock.Pattern(edges: edges[Int(runs[row])], masks: types[row * nodes..<(row + 1) * nodes].map { 1 << UInt64($0) })
        }
        return [SpaceBlock(nodes: Array(0..<nodes), slots: Array(layout.slots.indices), patterns: patterns)]
    }
}
