/// An architecture of a listed space, by its place in the list.
public struct GraphArchitecture: Sendable, Hashable {
    public let space: SearchSpace
    public let place: Int

    /// nil where the list has no such place.
    public init?(place: Int, of space: SearchSpace) {
        guard let list = space.list, (0..<list.count).contains(place) else { return nil }
        self.space = space
        self.place = place
    }

    /// Column of V of each node.
    public var types: [Int] { space.list?.types(at: place) ?? [] }

    /// Whether each slot carries an edge.
    public var edges: [Bool] { space.list?.edges(at: place) ?? [] }

    /// As the space writes it.
    public var text: String { space.forms.text(of: self) }

    /// Writes the ±1 values of its state. - Precondition: `state` has room for them.
    func encode(into state: UnsafeMutableBufferPointer<Float>) { space.list?.encode(place, of: space.layout, into: state) }

    var state: [Float] {
        let count = space.layout.stateDimension
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: -1)
            encode(into: buffer)
            initialized = count
        }
    }
}

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
        if let place = list.place(types: types, edges: edges), let found = GraphArchitecture(place: place, of: space) {
            return Reading(architecture: .graph(found), types: types, edges: edges, faults: [])
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
