extension MobileNet {
    /// Writes the 227 values of the network's state, each −1 or +1: `V` [20][10], then `E` [27].
    /// - Precondition: `state` has room for `MobileNet.layout.stateDimension` values.
    public func encode(into state: UnsafeMutableBufferPointer<Float>) {
        let layout = MobileNet.layout
        precondition(state.count >= layout.stateDimension, "a network's state has \(layout.stateDimension) values, not \(state.count)")
        for index in 0..<layout.stateDimension { state[index] = -1 }
        for (node, type) in nodeTypes.enumerated() { state[node * layout.typeCount + type] = 1 }
        for (slot, isPresent) in presence.enumerated() where isPresent { state[layout.vertexDimension + slot] = 1 }
    }

    /// The 227 values of the network's state, each −1 or +1: `V` [20][10], then `E` [27].
    public var state: [Float] {
        let count = MobileNet.layout.stateDimension
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: -1)
            encode(into: buffer)
            initialized = count
        }
    }
}
