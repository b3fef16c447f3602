extension Cell {
    /// Writes the 66 values of the cell's state, each −1 or +1: `V` [8][7], then `E` [10].
    /// - Precondition: `state` has room for `Cell.layout.stateDimension` values.
    public func encode(into state: UnsafeMutableBufferPointer<Float>) {
        precondition(state.count >= 66, "a cell's state has 66 values; the buffer has room for \(state.count)")
        for index in 0..<66 { state[index] = -1 }
        state[NodeType.input.rawValue] = 1
        var rest = code
        for node in 1...6 {
            state[node * 7 + 2 + rest % 5] = 1  // column 2 is `none`, the operations follow in digit order
            rest /= 5
        }
        state[7 * 7 + NodeType.output.rawValue] = 1
        let adjacency = adjacencyMask
        for slot in 0..<10 where adjacency >> UInt16(slot) & 1 == 1 { state[56 + slot] = 1 }
    }

    /// The 66 values of the cell's state, each −1 or +1: `V` [8][7], then `E` [10].
    public var state: [Float] {
        [Float](unsafeUninitializedCapacity: 66) { buffer, count in
            buffer.initialize(repeating: -1)
            encode(into: buffer)
            count = 66
        }
    }
}
