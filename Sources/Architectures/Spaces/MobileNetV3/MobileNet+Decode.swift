extension MobileNet {
    /// What a state says when every choice in it is made: arg-max for each layer, the sign for each edge.
    public struct Decoded: Sendable, Hashable {
        /// The network that `V` names; nil when `V` names none. The edges may still disagree with it.
        public let network: MobileNet?
        /// Column of the largest value in each row of `V`, the first of equals.
        public let types: [Int]
        /// Whether each slot's value is positive.
        public let edges: [Bool]
        /// Everything that is wrong, in the order of the state.
        public let violations: [MobileNetViolation]

        /// `V` names a network and `E` is that network's adjacency.
        public var isValid: Bool { violations.isEmpty }
    }

    /// Reads a state of 227 values and says exactly what is wrong with it. Any values are accepted.
    public static func decode(_ state: UnsafeBufferPointer<Float>) -> Decoded {
        guard state.count == layout.stateDimension else {
            let violation = MobileNetViolation.stateSize(found: state.count, expected: layout.stateDimension)
            return Decoded(network: nil, types: [], edges: [], violations: [violation])
        }
        let columns = layout.typeCount
        let types = layout.types(of: state)
        let values = layout.slots.indices.map { state[layout.vertexDimension + $0] }
        var violations = (0..<layerCount).flatMap { node -> [MobileNetViolation] in
            let isFinite = state[node * columns..<(node + 1) * columns].allSatisfy(\.isFinite)
            return isFinite ? [] : [.layerNotFinite(Place(node))]
        }
        if violations.isEmpty { violations = depthViolations(types) }
        let network = violations.isEmpty ? MobileNet(nodeTypes: types) : nil
        let depths = network?.depths
        for (slot, value) in zip(layout.slots, values) {
            if !value.isFinite {
                violations.append(.edgeNotFinite(Place(slot.from), Place(slot.to)))
            } else if let depths, let violation = edgeViolation(slot, isThere: value > 0, depths: depths) {
                violations.append(violation)
            }
        }
        return Decoded(network: network, types: types, edges: values.map { $0 > 0 }, violations: violations)
    }

    /// Convenience for `decode(_: UnsafeBufferPointer<Float>)`.
    public static func decode(_ state: [Float]) -> Decoded { state.withUnsafeBufferPointer { decode($0) } }

    /// The network of twenty type columns; nil where they name none.
    init?(nodeTypes types: [Int]) {
        guard types.count == MobileNet.layerCount else { return nil }
        let stages = (0..<MobileNet.stageCount).compactMap { stage -> Stage? in
            let row = types[stage * MobileNet.layersPerStage..<(stage + 1) * MobileNet.layersPerStage]
            guard row.drop(while: { $0 > 0 }).allSatisfy({ $0 == 0 }) else { return nil }
            return try? Stage(row.prefix { $0 > 0 }.compactMap { Layer(code: $0 - 1) })
        }
        guard let network = try? MobileNet(stages) else { return nil }
        self = network
    }

    private static func depthViolations(_ types: [Int]) -> [MobileNetViolation] {
        (0..<stageCount).flatMap { stage -> [MobileNetViolation] in
            let first = stage * layersPerStage
            var violations: [MobileNetViolation] = []
            for place in 0..<2 where types[first + place] == 0 { violations.append(.layerMissing(Place(first + place))) }
            if types[first + 2] == 0, types[first + 3] > 0 { violations.append(.layerAfterAbsent(Place(first + 3))) }
            return violations
        }
    }

    private static func edgeViolation(_ slot: GraphLayout.Slot, isThere: Bool, depths: [Int]) -> MobileNetViolation? {
        guard isThere != isPresent(slot, depths: depths) else { return nil }
        let ends = (Place(slot.from), Place(slot.to))
        guard isThere else { return .edgeMissing(ends.0, ends.1) }
        // The first layer of a stage is always present, so the absent end is within one stage.
        for end in [ends.0, ends.1] where end.layer >= depths[end.stage] { return .edgeToAbsent(ends.0, ends.1, absent: end) }
        return .edgeOverPresent(ends.0, ends.1, depth: depths[ends.0.stage])
    }
}
