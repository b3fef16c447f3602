extension MobileNet {
    /// The network for Graphviz: one cluster a stage, one box a layer that is present.
    public var dot: String {
        var lines = ["digraph network {", "  rankdir=LR;", "  node [shape=box];", "  stem -> l0;"]
        var last = 0
        for stage in 0..<MobileNet.stageCount {
            let first = stage * MobileNet.layersPerStage
            if stage > 0 { lines.append("  l\(last) -> l\(first);") }
            lines += ["  subgraph cluster_\(stage + 1) {", "    label=\"stage \(stage + 1)\";"]
            for (place, layer) in self[stage].layers.enumerated() {
                lines.append("    l\(first + place) [label=\"\(layer.kernel)×\(layer.kernel), expand \(layer.expansion)\"];")
                if place > 0 { lines.append("    l\(first + place - 1) -> l\(first + place);") }
                last = first + place
            }
            lines.append("  }")
        }
        return (lines + ["  l\(last) -> head;", "}"]).joined(separator: "\n") + "\n"
    }
}
