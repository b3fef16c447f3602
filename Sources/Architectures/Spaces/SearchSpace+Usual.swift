extension SearchSpace {
    /// One of its architectures: the first of the list, or of the first pattern of each block.
    public var someArchitecture: Architecture? {
        if isListed { return Architecture(place: 0, of: self) }
        var types = [Int](repeating: 0, count: layout.nodeCount), edges = [Bool](repeating: false, count: layout.slots.count)
        for block in blocks {
            guard let pattern = block.patterns.first else { return nil }
            for (node, allowed) in zip(block.nodes, pattern.types) { types[node] = allowed[0] }
            for (slot, isPresent) in zip(block.slots, pattern.edges) { edges[slot] = isPresent }
        }
        return Architecture(types: types, edges: edges, of: self)
    }

    /// The edges of that one, which are all others' too where types alone are chosen.
    var usualEdges: [Bool] { someArchitecture?.edges ?? [] }

    /// For each node the columns of V that some architecture has there, ascending.
    public var allowedTypes: [[Int]] {
        var allowed = [[Int]](repeating: [], count: layout.nodeCount)
        if let list {
            for (node, type) in list.fixed { allowed[node] = [type] }
            for (k, node) in list.nodes.enumerated() { allowed[node] = list.allowed(k) }
            return allowed
        }
        for block in blocks {
            for (place, node) in block.nodes.enumerated() {
                let mask = block.patterns.reduce(UInt64(0)) { $0 | $1.masks[place] }
                allowed[node] = (0..<layout.typeCount).filter { mask >> UInt64($0) & 1 == 1 }
            }
        }
        return allowed
    }
}
