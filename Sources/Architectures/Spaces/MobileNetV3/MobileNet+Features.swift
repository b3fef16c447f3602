extension MobileNet {
    /// *Structure*: by stage its depth, its kernels and its expansions, and of the whole network the parameters and multiply-adds. All are sums over
    /// layers.
    static var features: SpaceFeatures {
        let stages = (0..<stageCount).map { $0 * layersPerStage..<($0 + 1) * layersPerStage }
        var sums = stages.flatMap { stage in
            [sum(stage) { _, _ in 1 }, sum(stage) { Double($1.kernel) }, sum(stage) { Double($1.expansion) }]
        }
        if let cost = try? MobileNetCost() {
            sums += [\MobileNetCost.Total.parameters, \.multiplyAdds].map { part in sum(0..<layerCount) { Double(cost.share(of: $1, at: $0)[keyPath: part]) } }
        }
        return SpaceFeatures([.init("structure", sums, isStandardised: true)])
    }

    /// A sum over layers of something of each. Choices are ten a layer, the first that it is absent.
    private static func sum(_ nodes: Range<Int>, _ value: (_ node: Int, Layer) -> Double) -> Polynomial {
        Polynomial(
            terms: nodes.flatMap { node in
                (0..<Layer.count).compactMap(Layer.init(code:)).compactMap { layer in
                    let weight = value(node, layer)
                    return weight == 0 ? nil : Polynomial.Term(weight: weight, literals: [node * (1 + Layer.count) + 1 + layer.code])
                }
            })
    }
}

extension MobileNetCost {
    /// What a layer adds, up to a constant: beyond the smallest one where every stage has such a layer, else beyond none.
    fileprivate func share(of layer: MobileNet.Layer, at node: Int) -> Total {
        let (stage, place) = node.quotientAndRemainder(dividingBy: MobileNet.layersPerStage)
        func total(_ depth: Int, last: MobileNet.Layer? = nil) -> Total {
            var layers = Array(repeating: MobileNet.Layer.smallest, count: depth)
            if let last { layers[place] = last }
            return (try? MobileNet.Stage(layers)).map { stages[stage][$0.code] } ?? Total()
        }
        let least = MobileNet.Stage.depths.lowerBound
        let (with, without) = (total(max(least, place + 1), last: layer), total(max(least, place)))
        return Total(parameters: with.parameters - without.parameters, multiplyAdds: with.multiplyAdds - without.multiplyAdds)
    }
}
