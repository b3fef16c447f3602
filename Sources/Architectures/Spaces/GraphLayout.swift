/// How a search space looks to the diffusion: a graph of typed nodes whose possible edges are known beforehand.
///
/// One architecture is one flat state of ±1 values: first `V`, the one-hot node types, row-major
/// `[nodeCount][typeCount]`; then `E`, one value a slot. Edges outside the slots are structurally absent
/// and never enter the state.
public struct GraphLayout: Sendable, Hashable {
    /// A pair of nodes that may be joined by an edge.
    public struct Slot: Sendable, Hashable {
        public let from: Int
        public let to: Int

        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    public let nodeCount: Int
    public let typeCount: Int
    public let slots: [Slot]

    public init(nodeCount: Int, typeCount: Int, slots: [Slot]) {
        self.nodeCount = nodeCount
        self.typeCount = typeCount
        self.slots = slots
    }

    /// Length of the part `V` of a state.
    public var vertexDimension: Int { nodeCount * typeCount }

    /// Length of a whole state: `V`, then `E` in slot order.
    public var stateDimension: Int { vertexDimension + slots.count }

    /// Column of the largest value in each row of V, the first of equals. - Precondition: all of V is there
    func types(of state: UnsafeBufferPointer<Float>) -> [Int] {
        (0..<nodeCount).map { node in
            let row = node * typeCount
            return (1..<typeCount).reduce(0) { state[row + $1] > state[row + $0] ? $1 : $0 }
        }
    }

    /// Whether each slot carries an edge. - Precondition: the state is whole
    func edges(of state: UnsafeBufferPointer<Float>) -> [Bool] { slots.indices.map { state[vertexDimension + $0] > 0 } }
}

extension GraphLayout.Slot: CustomStringConvertible {
    public var description: String { "\(from)→\(to)" }
}
