/// What a state of any space says: by its list, or by the patterns of its blocks.
enum GraphReading {
    /// The architecture that V and E name together; where there is none, what is wrong.
    static func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading {
        let layout = space.layout, columns = layout.typeCount
        guard state.count == layout.stateDimension else {
            return Reading(
                architecture: nil, types: [], edges: [], faults: ["the state has \(state.count) values; \(space.words.oneNoun)'s has \(layout.stateDimension)"])
        }
        let types = layout.types(of: state), edges = layout.edges(of: state)
        var faults: [String] = []
        for node in 0..<layout.nodeCount where !state[node * columns..<(node + 1) * columns].allSatisfy(\.isFinite) {
            faults.append("node \(space.words.nodes[node]) has values that are no numbers")
        }
        for (slot, pair) in layout.slots.enumerated() where !state[layout.vertexDimension + slot].isFinite {
            faults.append("edge \(space.words.nodes[pair.from])→\(space.words.nodes[pair.to]) is no number")
        }
        guard faults.isEmpty else { return Reading(architecture: nil, types: types, edges: edges, faults: faults) }
        let found = Architecture(types: types, edges: edges, of: space)
        return Reading(architecture: found, types: types, edges: edges, faults: found == nil ? Self.faults(types: types, edges: edges, of: space) : [])
    }

    /// The same without its faults.
    static func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)? {
        let layout = space.layout
        guard state.count == layout.stateDimension, state.allSatisfy(\.isFinite) else { return nil }
        return Architecture(types: layout.types(of: state), edges: layout.edges(of: state), of: space).map { ($0, true) }
    }

    /// Why no architecture has these types and edges.
    static func faults(types: [Int], edges: [Bool], of space: SearchSpace) -> [String] {
        guard let list = space.list else {
            return space.blocks.enumerated().flatMap { blockFaults($1, space.blocks.count > 1 ? $0 + 1 : nil, types, edges, space) }
        }
        var faults: [String] = []
        for node in list.fixed where types[node.node] != node.type {
            faults.append("node \(space.words.nodes[node.node]) is \(space.label(ofType: types[node.node])), not \(space.label(ofType: node.type))")
        }
        for (k, node) in list.nodes.enumerated() where !list.allowed(k).contains(types[node]) {
            faults.append("node \(space.words.nodes[node]) is \(space.label(ofType: types[node]))")
        }
        guard faults.isEmpty else { return faults }
        return [list.has(edges) ? "no \(space.words.noun) has these \(space.words.type)s and edges" : "no \(space.words.noun) has these edges"]
    }

    /// Why no pattern of a block has them.
    private static func blockFaults(_ block: SpaceBlock, _ number: Int?, _ types: [Int], _ edges: [Bool], _ space: SearchSpace) -> [String] {
        func fits(_ pattern: SpaceBlock.Pattern) -> Bool { zip(block.slots, pattern.edges).allSatisfy { edges[$0] == $1 } }
        func allows(_ pattern: SpaceBlock.Pattern, _ place: Int) -> Bool { pattern.allows(types[block.nodes[place]], at: place) }
        let places = block.nodes.indices, patterns = block.patterns
        if patterns.contains(where: { pattern in fits(pattern) && places.allSatisfy { allows(pattern, $0) } }) { return [] }
        let strangers = places.filter { place in !patterns.contains { allows($0, place) } }
        if !strangers.isEmpty { return strangers.map { "node \(space.words.nodes[block.nodes[$0]]) is \(space.label(ofType: types[block.nodes[$0]]))" } }
        let fitting = patterns.filter(fits), name = number.map { "block \($0) (\(place(of: block, in: space)))" } ?? "the \(space.words.noun)"
        guard !fitting.isEmpty else { return ["\(name) has edges that no pattern has"] }
        let wrong = places.filter { place in !fitting.contains { allows($0, place) } }
        guard !wrong.isEmpty else { return ["\(name) has types that no pattern with its edges has together"] }
        return wrong.map { place in
            "node \(space.words.nodes[block.nodes[place]]) is \(space.label(ofType: types[block.nodes[place]])), which the edges of \(name) do not allow"
        }
    }

    private static func place(of block: SpaceBlock, in space: SearchSpace) -> String {
        let names = block.nodes.map { space.words.nodes[$0] }
        return names.count > 3 ? "nodes \(names[0]) to \(names[names.count - 1])" : "node\(names.count > 1 ? "s" : "") \(names.joined(separator: ", "))"
    }
}
