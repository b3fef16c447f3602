import Tensors

extension PublishedScoreNetwork {
    /// The denoising score-matching loss (Vincent 2011; VE): the mean over batch and entries of (σ·s(x₀ + σz, σ) + z)².
    /// - Parameters:
    ///   - clean, z: states x₀ and standard normal draws, [samples][nodes][ops]
    ///   - sigma: noise level of each sample
    ///   - weightGradients: as many numbers as the layout has; the loss's gradient is added to them
    public func denoisingLoss(
        clean: [Float], z: [Float], sigma: [Float], weights: UnsafePointer<Float>,
        weightGradients: UnsafeMutablePointer<Float>? = nil
    ) -> Double {
        precondition(clean.count == x.count && z.count == x.count && sigma.count == samples)
        let entries = x.count / samples
        load(x: clean.indices.map { clean[$0] + sigma[$0 / entries] * z[$0] }, tau: sigma)
        plan.forward(weights: weights)
        let score = plan.buffer(output)
        let residual = score.indices.map { sigma[$0 / entries] * score[$0] + z[$0] }
        if let weightGradients {
            plan.clearGradients()
            let slopes = plan.gradient(output)
            let scale = 2 / Float(x.count)
            for i in residual.indices { slopes[i] = scale * sigma[i / entries] * residual[i] }
            plan.backward(weights: weights, weightGradients: weightGradients)
        }
        return residual.reduce(0) { $0 + Double($1) * Double($1) } / Double(x.count)
    }
}
