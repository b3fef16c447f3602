/// What a state of a listed space says.
enum ListReading {
    /// The architecture that V and E name together; where there is none, what is wrong.
    static func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading {
        let layout = space.layout, columns = layout.typeCount
        guard state.count == layout.stateDimension, let list = space.list else {
            return Reading(
                architecture: nil, types: [], edges: [], faults: ["the state has \(state.count) values; a \(space.words.noun)'s has \(layout.stateDimension)"])
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
        if let place = list.place(types: types, edges: edges) {
            return Reading(architecture: Architecture(listed: place, of: space), types: types, edges: edges, faults: [])
        }
        for node in list.fixed where types[node.node] != node.type {
            faults.append("node \(space.words.nodes[node.node]) is \(space.label(ofType: types[node.node])), not \(space.label(ofType: node.type))")
        }
        for node in list.nodes where !space.chosenTypes.contains(types[node]) {
            faults.append("node \(space.words.nodes[node]) is \(space.label(ofType: types[node]))")
        }
        if faults.isEmpty {
            faults.append(
                list.edges.contains(edges) ? "no \(space.words.noun) has these \(space.words.type)s and edges" : "no \(space.words.noun) has these edges")
        }
        return Reading(architecture: nil, types: types, edges: edges, faults: faults)
    }
}
