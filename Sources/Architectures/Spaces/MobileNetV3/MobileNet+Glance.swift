extension MobileNet {
    /// `decode` for inner loops: the network that `V` names, nil when it names none, and whether the state is valid. Allocates nothing.
    public static func glance(_ state: UnsafeBufferPointer<Float>) -> (network: MobileNet, isValid: Bool)? {
        let columns = 1 + Layer.count, edges = layerCount * columns
        guard state.count == edges + 5 * (layersPerStage - 1) + 4 * (layersPerStage - 1) else { return nil }
        var codes = SIMD8<UInt16>(repeating: 0)
        var isValid = true
        var slot = edges
        for stage in 0..<stageCount {
            var (depth, code, place) = (0, 0, 1)
            for layer in 0..<layersPerStage {
                let row = (stage * layersPerStage + layer) * columns
                var best = 0
                for column in 0..<columns {
                    guard state[row + column].isFinite else { return nil }
                    if state[row + column] > state[row + best] { best = column }
                }
                guard best > 0 else { continue }
                // Present after an absent one: no network.
                guard depth == layer else { return nil }
                depth += 1
                code += (best - 1) * place
                place *= Layer.count
            }
            guard Stage.depths.contains(depth) else { return nil }
            codes[stage] = UInt16(Stage.starts[depth - 2] + code)
            for from in 0..<layersPerStage - 1 {
                isValid = isValid && state[slot].isFinite && (state[slot] > 0) == (from + 1 < depth)
                slot += 1
            }
            guard stage + 1 < stageCount else { continue }
            for last in 1..<layersPerStage {
                isValid = isValid && state[slot].isFinite && (state[slot] > 0) == (last + 1 == depth)
                slot += 1
            }
        }
        return (MobileNet(knownCodes: codes), isValid)
    }

    /// A name for each entry of a state, in its order: `V.2.1.k5e4` for a layer's type (stage, layer), `V.2.3.absent`, `E.2.1.2.2` for the
    /// slot between two layers.
    public static let stateNames: [String] = {
        let types = ["absent"] + (0..<Layer.count).compactMap(Layer.init(code:)).map { "k\($0.kernel)e\($0.expansion)" }
        let layers = (0..<layerCount).map { "\($0 / layersPerStage + 1).\($0 % layersPerStage + 1)" }
        return layers.flatMap { layer in types.map { "V.\(layer).\($0)" } }
            + layout.slots.map { "E.\(layers[$0.from]).\(layers[$0.to])" }
    }()
}
