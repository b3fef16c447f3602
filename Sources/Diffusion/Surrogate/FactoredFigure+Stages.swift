import Architectures

/// Figures of MobileNetV3 networks: a sum over layers (the types of twenty nodes) and depths (the three patterns of each stage).
extension FactoredFigure {
    public func value(of network: MobileNet) -> Double {
        var sum = constant
        for (node, type) in network.nodeTypes.enumerated() { sum += types[node * space.layout.typeCount + type] }
        for (stage, depth) in network.depths.enumerated() { sum += patterns[stage * 3 + depth - 2] }
        return sum
    }

    /// The part of one stage, by stage code [7371].
    public func values(ofStage stage: Int) -> [Double] {
        MobileNet.Stage.all.map { choice in
            (0..<MobileNet.layersPerStage).reduce(patterns[stage * 3 + choice.depth - 2]) { sum, place in
                let node = stage * MobileNet.layersPerStage + place
                return sum + types[node * space.layout.typeCount + (choice[place].map { $0.code + 1 } ?? 0)]
            }
        }
    }

    /// The figure of values by stage and stage code [5][7371]; nil unless they are a sum over layers and depths, to `tolerance`.
    public init?(stages values: [[Double]], constant: Double = 0, tolerance: Double) {
        guard values.count == MobileNet.stageCount, values.allSatisfy({ $0.count == MobileNet.Stage.count }) else { return nil }
        self.init(of: .mobilenetv3, constant: constant)
        let zero = MobileNet.Layer.smallest
        for (stage, values) in values.enumerated() {
            func value(depth: Int, place: Int = 0, layer: MobileNet.Layer = zero) -> Double? {
                var layers = Array(repeating: zero, count: depth)
                layers[place] = layer
                return (try? MobileNet.Stage(layers)).map { values[$0.code] }
            }
            for depth in MobileNet.Stage.depths { patterns[stage * 3 + depth - 2] = value(depth: depth) ?? .nan }
            for place in 0..<MobileNet.layersPerStage {
                let depth = max(2, place + 1), node = stage * MobileNet.layersPerStage + place
                for layer in (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:)) {
                    let difference = (value(depth: depth, place: place, layer: layer) ?? .nan) - patterns[stage * 3 + depth - 2]
                    types[node * space.layout.typeCount + 1 + layer.code] = difference
                }
            }
            guard zip(self.values(ofStage: stage), values).allSatisfy({ abs($0 - $1) <= tolerance }) else { return nil }
        }
    }
}

extension MobileNetCost {
    /// Trained weights as a sum over layers; nil never, since that is how they are counted.
    public var parameterFigure: FactoredFigure? { figure(\.parameters) }
    /// Multiply-adds of one image, the same.
    public var multiplyAddFigure: FactoredFigure? { figure(\.multiplyAdds) }

    private func figure(_ part: KeyPath<Total, Int>) -> FactoredFigure? {
        FactoredFigure(
            stages: stages.map { $0.map { Double($0[keyPath: part]) } }, constant: Double(fixed[keyPath: part]), tolerance: 0)
    }
}

extension FactoredProperty {
    /// Parameters and multiply-adds, in millions, of width 1.0 at 224 pixels.
    public static func analytic() throws -> [FactoredProperty] {
        let cost = try MobileNetCost()
        return [("params_m", cost.parameterFigure), ("macs_m", cost.multiplyAddFigure)].compactMap { name, figure in
            figure.map { FactoredProperty(.named(name), 1e-6 * $0) }
        }
    }
}
