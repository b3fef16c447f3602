extension MobileNet {
    /// The network of Once-for-All's lists.
    /// - Parameters:
    ///   - depths: layers of each of the five stages
    ///   - kernels: twenty, four a stage; those beyond the depth are ignored, as Once-for-All fills and ignores them
    ///   - expansions: the same
    /// - Throws: `MobileNetError` naming list, stage and layer.
    public init(depths: [Int], kernels: [Int?], expansions: [Int?]) throws {
        guard depths.count == MobileNet.stageCount else {
            throw MobileNetError.listCount(name: "d", found: depths.count, expected: MobileNet.stageCount)
        }
        for (name, list) in [("ks", kernels), ("e", expansions)] where list.count != MobileNet.layerCount {
            throw MobileNetError.listCount(name: name, found: list.count, expected: MobileNet.layerCount)
        }
        try self.init(
            depths.enumerated().map { stage, depth in
                guard Stage.depths.contains(depth) else { throw MobileNetError.depth(depth, stage: stage + 1) }
                return try Stage(
                    (0..<MobileNet.layersPerStage).compactMap { place in
                        let node = stage * MobileNet.layersPerStage + place
                        return try MobileNet.layer(
                            kernel: kernels[node], expansion: expansions[node], stage: stage + 1, layer: place + 1, depth: depth)
                    })
            })
    }

    private static func layer(kernel: Int?, expansion: Int?, stage: Int, layer: Int, depth: Int) throws -> Layer? {
        let entries = [("ks", kernel), ("e", expansion)]
        guard layer <= depth else { return nil }
        for (name, value) in entries where (value ?? 0) == 0 {
            throw MobileNetError.missing(name: name, stage: stage, layer: layer)
        }
        guard let kernel, Layer.kernels.contains(kernel) else {
            throw MobileNetError.kernel(kernel ?? 0, stage: stage, layer: layer)
        }
        guard let expansion, let found = Layer(kernel: kernel, expansion: expansion) else {
            throw MobileNetError.expansion(expansion ?? 0, stage: stage, layer: layer)
        }
        return found
    }

    /// Kernel of each of the twenty layers; nil where it is absent.
    public var kernels: [Int?] { (0..<MobileNet.layerCount).map { layer($0)?.kernel } }

    /// Expansion of each of the twenty layers; nil where it is absent.
    public var expansions: [Int?] { (0..<MobileNet.layerCount).map { layer($0)?.expansion } }
}
