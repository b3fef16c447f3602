import Architectures

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A figure of MobileNetV3 networks that is a sum over layers and depths: parameters, multiply-adds, measured latency, a log prior.
///
/// Layers are independent of each other once a stage's depth is known, so whatever is of this form has its posterior in closed form.
public struct NetworkFigure: Sendable, Hashable {
    public var constant: Double
    /// By node and type, [20][10]; type 0 is the absent layer.
    public var layers: [Double]
    /// By stage and depth 2…4, [5][3].
    public var depths: [Double]

    public init(constant: Double = 0, layers: [Double]? = nil, depths: [Double]? = nil) {
        let nodes = MobileNet.layout.vertexDimension, choices = MobileNet.stageCount * MobileNet.Stage.depths.count
        self.constant = constant
        self.layers = layers ?? Array(repeating: 0, count: nodes)
        self.depths = depths ?? Array(repeating: 0, count: choices)
        precondition(self.layers.count == nodes && self.depths.count == choices, "a figure has 200 values by layer and 15 by depth")
    }

    public func value(of network: MobileNet) -> Double {
        var sum = constant
        for (node, type) in network.nodeTypes.enumerated() { sum += layers[node * MobileNet.layout.typeCount + type] }
        for (stage, depth) in network.depths.enumerated() { sum += depths[stage * 3 + depth - 2] }
        return sum
    }

    /// The part of one stage, by stage code [7371].
    public func values(ofStage stage: Int) -> [Double] {
        MobileNet.Stage.all.map { choice in
            (0..<MobileNet.layersPerStage).reduce(depths[stage * 3 + choice.depth - 2]) { sum, place in
                let node = stage * MobileNet.layersPerStage + place
                return sum + layers[node * MobileNet.layout.typeCount + (choice[place].map { $0.code + 1 } ?? 0)]
            }
        }
    }

    public static func + (left: NetworkFigure, right: NetworkFigure) -> NetworkFigure {
        NetworkFigure(
            constant: left.constant + right.constant, layers: zip(left.layers, right.layers).map(+),
            depths: zip(left.depths, right.depths).map(+))
    }

    public static func * (factor: Double, figure: NetworkFigure) -> NetworkFigure {
        NetworkFigure(
            constant: factor * figure.constant, layers: figure.layers.map { factor * $0 }, depths: figure.depths.map { factor * $0 })
    }

    /// The space's own distribution, as ln prior: each stage's depth uniform in 2…4, then each layer's kernel and expansion. As Once-for-All
    /// draws its sub-networks, and the tables' networks were drawn. (Uniform over networks, 89 % of all stages would be full.)
    public static let logPrior: NetworkFigure = {
        let perDepth = MobileNet.Stage.depths.map { -Double($0) * log(Double(MobileNet.Layer.count)) }
        return NetworkFigure(depths: (0..<MobileNet.stageCount).flatMap { _ in perDepth })
    }()
}

extension NetworkFigure {
    /// The figure of values by stage and stage code [5][7371]; nil unless they are a sum over layers and depths, to `tolerance`.
    public init?(stages values: [[Double]], constant: Double = 0, tolerance: Double) {
        guard values.count == MobileNet.stageCount, values.allSatisfy({ $0.count == MobileNet.Stage.count }) else { return nil }
        self.init(constant: constant)
        let zero = MobileNet.Layer.smallest
        for (stage, values) in values.enumerated() {
            func value(depth: Int, place: Int = 0, layer: MobileNet.Layer = zero) -> Double? {
                var layers = Array(repeating: zero, count: depth)
                layers[place] = layer
                return (try? MobileNet.Stage(layers)).map { values[$0.code] }
            }
            for depth in MobileNet.Stage.depths { depths[stage * 3 + depth - 2] = value(depth: depth) ?? .nan }
            for place in 0..<MobileNet.layersPerStage {
                let depth = max(2, place + 1), node = stage * MobileNet.layersPerStage + place
                for layer in (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:)) {
                    let difference = (value(depth: depth, place: place, layer: layer) ?? .nan) - depths[stage * 3 + depth - 2]
                    layers[node * MobileNet.layout.typeCount + 1 + layer.code] = difference
                }
            }
            guard zip(self.values(ofStage: stage), values).allSatisfy({ abs($0 - $1) <= tolerance }) else { return nil }
        }
    }
}

extension MobileNetCost {
    /// Trained weights as a sum over layers; nil never, since that is how they are counted.
    public var parameterFigure: NetworkFigure? { figure(\.parameters) }
    /// Multiply-adds of one image, the same.
    public var multiplyAddFigure: NetworkFigure? { figure(\.multiplyAdds) }

    private func figure(_ part: KeyPath<Total, Int>) -> NetworkFigure? {
        NetworkFigure(
            stages: stages.map { $0.map { Double($0[keyPath: part]) } }, constant: Double(fixed[keyPath: part]), tolerance: 0)
    }
}
