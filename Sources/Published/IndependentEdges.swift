import Architectures
import Diffusion

/// E as V alone implies it: each slot's probability to be live if the six operations were independent.
struct IndependentEdges {
    /// The effective adjacency by presence of the operations, a bit a slot.
    private let adjacency = (0..<64).map { Cell.effectiveAdjacency(presentMask: UInt8($0)) }

    /// Reads probabilities of V from a state's first 56 values and writes those of E into its last ten.
    func write(into state: UnsafeMutableBufferPointer<Float>) {
        let (types, first) = (Cell.layout.typeCount, Cell.layout.vertexDimension)
        for slot in Cell.layout.slots.indices { state[first + slot] = 0 }
        for (mask, live) in adjacency.enumerated() where live != 0 {
            var probability: Float = 1
            for edge in 0..<6 {
                let absent = state[(edge + 1) * types + NodeType.none.rawValue]
                probability *= mask >> edge & 1 == 1 ? 1 - absent : absent
            }
            for slot in Cell.layout.slots.indices where live >> UInt16(slot) & 1 == 1 {
                state[first + slot] += probability
            }
        }
        // Sums of 64 products may end a rounding above 1.
        for slot in Cell.layout.slots.indices { state[first + slot] = min(1, state[first + slot]) }
    }
}
