extension MobileNet {
    /// The network as a graph whose nodes are its layers, four a stage; type 0 is the absent layer, the nine others kernel × expansion.
    /// The slots join layers that can follow each other when absent ones are skipped: three within a stage, and between stages one from
    /// each layer that can be the last.
    public static let layout: GraphLayout = {
        var slots: [GraphLayout.Slot] = []
        for stage in 0..<stageCount {
            let first = stage * layersPerStage
            for place in 0..<layersPerStage - 1 { slots.append(GraphLayout.Slot(from: first + place, to: first + place + 1)) }
            guard stage + 1 < stageCount else { continue }
            for last in 1..<layersPerStage { slots.append(GraphLayout.Slot(from: first + last, to: first + layersPerStage)) }
        }
        return GraphLayout(nodeCount: layerCount, typeCount: 1 + Layer.count, slots: slots)
    }()

    /// Column of `V` for each of the twenty nodes: 0 where the layer is absent.
    public var nodeTypes: [Int] { (0..<MobileNet.layerCount).map { layer($0).map { $0.code + 1 } ?? 0 } }

    /// Whether each slot carries an edge, in slot order: its ends are present and nothing lies between them.
    public var presence: [Bool] {
        let depths = depths
        return MobileNet.layout.slots.map { MobileNet.isPresent($0, depths: depths) }
    }

    /// Whether a network with these depths has the edge: within a stage both ends are present, and out of a stage its start is the last layer.
    static func isPresent(_ slot: GraphLayout.Slot, depths: [Int]) -> Bool {
        let stage = slot.from / layersPerStage
        let from = slot.from % layersPerStage
        let isWithin = slot.to / layersPerStage == stage
        return isWithin ? from + 1 < depths[stage] : from + 1 == depths[stage]
    }
}
