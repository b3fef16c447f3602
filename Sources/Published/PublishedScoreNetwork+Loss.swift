import Tensors

extension PublishedScoreNetwork {
    /// The denoising score-matching loss (Vincent 2011; VE): the mean over batch and entries of (σ·s(x₀ + σz, σ) + z)².
    /// - Parameters:
    ///   - clean, z: states x₀ and standard normal draws, [samples][nodes][ops]
    ///   - sigma: noise level of each sample
    ///   - share: what part of a batch these samples are; loss and gradient are multiplied by it
    ///   - weightGradients: as many numbers as the layout has; the loss's gradient is added to them
    public func denoisingLoss(
        clean: [Float], z: [Float], sigma: [Float], share: Float = 1, weights: UnsafePointer<Float>,
        weightGradients: UnsafeMutablePointer<Float>? = nil
    ) -> Double {
        precondition(clean.count == x.count && z.count == x.count && sigma.count == samples)
        let entries = x.count / samples
        let noisy = plan.buffer(x)
        for i in noisy.indices { noisy[i] = clean[i] + sigma[i / entries] * z[i] }
        PublishedFeatures.times(sigma, width: configuration.width, into: plan.buffer(time))
        plan.forward(weights: weights)
        if weightGradients != nil { plan.clearGradients() }
        let score = plan.buffer(output), slopes = plan.gradient(output)
        let scale = 2 * share / Float(x.count)
        var sum = 0.0
        for i in score.indices {
            let level = sigma[i / entries]
            let residual = level * score[i] + z[i]
            sum += Double(residual) * Double(residual)
            if weightGradients != nil { slopes[i] = scale * level * residual }
        }
        if let weightGradients { plan.backward(weights: weights, weightGradients: weightGradients) }
        return Double(share) * sum / Double(x.count)
    }
}
