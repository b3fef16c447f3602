import Platform

extension SearchSpace {
    /// The networks of Once-for-All's MobileNetV3 (Cai et al. 2020): five blocks, the stages, of three patterns each, by depth.
    ///
    /// Its own distribution has each stage's depth uniform in 2…4, then each layer's kernel and expansion, as Once-for-All draws its sub-networks.
    /// (Uniform over networks, 89 % of all stages would be full.)
    public static let mobilenetv3 = SearchSpace(
        name: "mobilenetv3", title: "MobileNetV3", layout: MobileNet.layout,
        words: SpaceWords(
            noun: "network", nouns: "networks", choice: "layer", choices: "layers", type: "block",
            nodes: (0..<MobileNet.layerCount).map { "\($0 / MobileNet.layersPerStage + 1).\($0 % MobileNet.layersPerStage + 1)" },
            types: [SpaceWords.TypeName(label: "absent", short: "·", letter: "·")]
                + (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:)).map { layer in
                    SpaceWords.TypeName(
                        label: "k\(layer.kernel)e\(layer.expansion)", short: "\(layer.kernel)\(["₃", "₄", "", "₆"][layer.expansion - 3])",
                        letter: "\(layer.kernel)")
                }),
        stateNames: MobileNet.stateNames, choices: 0..<MobileNet.layout.nodeCount, chosenTypes: 0..<MobileNet.layout.typeCount, absentType: 0,
        groups: (0..<MobileNet.stageCount).map { stage in
            ChoiceGroup(name: "stage \(stage + 1)", nodes: stage * MobileNet.layersPerStage..<(stage + 1) * MobileNet.layersPerStage)
        },
        // Depths are uniform to a point in 20 steps from 8 to 0.25; from 12 to 0.2, where steps are longer, three layers a stage come out a point
        // too often, also with the exact denoiser.
        sigmas: 0.25...8, drawing: .stages, features: { MobileNet.features }, forms: NetworkForms(), isListed: false,
        assets: SpaceAssets(
            denoiser: "denoiser-mobilenetv3.safetensors", predictor: "predictor-mobilenetv3.safetensors",
            surrogate: "surrogate-mobilenetv3.safetensors", sums: "latency-note10-mobilenetv3.safetensors")
    ) { (0..<MobileNet.stageCount).map(stageBlock) }

    private static func stageBlock(_ stage: Int) -> SpaceBlock {
        let nodes = Array(stage * MobileNet.layersPerStage..<(stage + 1) * MobileNet.layersPerStage)
        let slots = MobileNet.layout.slots.indices.filter { nodes.contains(MobileNet.layout.slots[$0].from) }
        let patterns = MobileNet.Stage.depths.map { depth in
            let depths = Array(repeating: depth, count: MobileNet.stageCount)
            return SpaceBlock.Pattern(
                edges: slots.map { MobileNet.isPresent(MobileNet.layout.slots[$0], depths: depths) },
                types: (0..<MobileNet.layersPerStage).map { $0 < depth ? Array(1...MobileNet.Layer.count) : [0] },
                logShare: -Double(depth) * log(Double(MobileNet.Layer.count)))
        }
        return SpaceBlock(nodes: nodes, slots: slots, patterns: patterns)
    }
}
