import Tensors

extension ParityReport {
    /// A score network: its output, the gradient for its input, the denoising loss and the loss's gradient for every weight.
    mutating func addScore(_ name: String, _ file: Safetensors) throws {
        let (configuration, epsilon) = try PublishedFile.score(file)
        let shape = try PublishedFile.shape(file, "x", rank: 3, "[samples, nodes, ops], none of them 0")
        let states = [shape[0], configuration.nodes, configuration.ops]
        let weights = try PublishedFile.scoreWeights(file, configuration)
        try PublishedMemory.check(file.name, "x", shape: shape, configuration)
        let network = PublishedScoreNetwork(configuration: configuration, samples: states[0], epsilon: epsilon)

        func read(_ tensor: String) throws -> [Float] { try PublishedFile.tensor(file, tensor, shape: states) }
        let tau = try PublishedFile.tensor(file, "tau", shape: [states[0]])
        network.load(x: try read("x"), tau: tau)
        network.load(
            mask: try PublishedFile.tensor(file, "mask", shape: [states[0], configuration.nodes, configuration.nodes]))
        network.forward(weights: weights)
        compare(name, "score", network.score, with: try read("score"))
        compare(
            name, "x_gradient", network.inputGradient(cotangent: try read("cotangent"), weights: weights),
            with: try read("x_gradient"))

        var gradients = [Float](repeating: 0, count: weights.count)
        let loss = network.denoisingLoss(
            clean: try read("clean"), z: try read("z"), sigma: tau, weights: weights, weightGradients: &gradients)
        compare(name, "loss", [Float(loss)], with: try PublishedFile.tensor(file, "loss", shape: [1]))
        let layout = network.plan.layout
        try refuseOtherGradients(file, layout)
        for entry in layout.entries {
            let quantity = "loss_gradient." + entry.name
            compare(
                name, quantity, gradients[entry.offset..<entry.offset + entry.count],
                with: try PublishedFile.tensor(file, quantity, shape: entry.shape))
        }
    }

    private func refuseOtherGradients(_ file: Safetensors, _ layout: ParameterLayout) throws {
        let known = Set(layout.entries.map { "loss_gradient." + $0.name })
        let others = file.tensors.keys.filter { $0.hasPrefix("loss_gradient.") && !known.contains($0) }
        if let first = others.min() { throw PublishedError.unknownTensor(file: file.name, tensor: first) }
    }
}
