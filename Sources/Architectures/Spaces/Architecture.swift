/// One architecture of any space: its place in the list of the space, or where the space has no list what its nodes and slots are.
public struct Architecture: Sendable, Hashable {
    private enum Content: Sendable, Hashable {
        case listed(Int)
        /// The column of V of each node, then 1 for each slot that carries an edge.
        case graph([UInt8])
    }

    public let space: SearchSpace
    private let content: Content

    /// What tells it from others of its space is what tells it from those of other spaces, mostly: hashing the space would cost more than all the rest.
    public func hash(into hasher: inout Hasher) { hasher.combine(content) }

    /// nil where the space has no list, or its list no such place.
    public init?(place: Int, of space: SearchSpace) {
        guard space.isListed, let list = space.list, (0..<list.count).contains(place) else { return nil }
        self.init(listed: place, of: space)
    }

    /// - Precondition: the space's list has the place
    package init(listed place: Int, of space: SearchSpace) {
        self.space = space
        content = .listed(place)
    }

    /// nil where the space has no architecture with these types, a column of V a node, and edges, one a slot.
    public init?(types: [Int], edges: [Bool], of space: SearchSpace) {
        guard !space.isListed else {
            guard let place = space.list?.place(types: types, edges: edges) else { return nil }
            self.init(listed: place, of: space)
            return
        }
        guard types.count == space.layout.nodeCount, edges.count == space.layout.slots.count, types.allSatisfy({ (0..<64).contains($0) }),
            space.blocks.allSatisfy({ $0.allows(types, edges) })
        else { return nil }
        self.init(known: types, edges, of: space)
    }

    /// - Precondition: the space has such an architecture, and no list
    package init(known types: [Int], _ edges: [Bool], of space: SearchSpace) {
        self.space = space
        content = .graph(types.map { UInt8($0) } + edges.map { $0 ? 1 : 0 })
    }

    /// Its place in the list of its space; nil where the space has none.
    public var place: Int? { if case .listed(let place) = content { place } else { nil } }

    /// Column of V for each node.
    public var nodeTypes: [Int] {
        switch content {
        case .listed(let place): space.list?.types(at: place) ?? []
        case .graph(let parts): parts.prefix(space.layout.nodeCount).map(Int.init)
        }
    }

    /// Whether each slot carries an edge.
    public var edges: [Bool] {
        switch content {
        case .listed(let place): space.list?.edges(at: place) ?? []
        case .graph(let parts): parts.dropFirst(space.layout.nodeCount).map { $0 == 1 }
        }
    }

    /// As its space writes it.
    public var archString: String { space.forms.text(of: self) }

    /// Writes the ±1 values of its state. - Precondition: `state` has room for them.
    public func encode(into state: UnsafeMutableBufferPointer<Float>) {
        let layout = space.layout
        precondition(state.count >= layout.stateDimension, "a state has \(layout.stateDimension) values, not \(state.count)")
        switch content {
        case .listed(let place): space.list?.encode(place, of: layout, into: state)
        case .graph(let parts):
            for index in 0..<layout.stateDimension { state[index] = -1 }
            for node in 0..<layout.nodeCount { state[node * layout.typeCount + Int(parts[node])] = 1 }
            for slot in layout.slots.indices where parts[layout.nodeCount + slot] == 1 { state[layout.vertexDimension + slot] = 1 }
        }
    }

    /// The ±1 values of its state.
    public var state: [Float] {
        let count = space.layout.stateDimension
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: -1)
            encode(into: buffer)
            initialized = count
        }
    }
}

extension SpaceBlock {
    /// Whether one of the block's patterns has these types and edges of a whole space.
    fileprivate func allows(_ types: [Int], _ edges: [Bool]) -> Bool {
        patterns.contains { pattern in
            zip(slots, pattern.edges).allSatisfy { edges[$0] == $1 }
                && nodes.enumerated().allSatisfy { pattern.allows(types[$1], at: $0) }
        }
    }
}
