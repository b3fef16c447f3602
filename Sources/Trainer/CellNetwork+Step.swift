import CKernels

extension CellNetwork {
    /// How a step of stochastic gradient descent with Nesterov's momentum goes (Sutskever et al. 2013, as PyTorch takes it).
    package struct Step {
        package let rate, momentum, decay: Float

        package init(rate: Float, momentum: Float = 0.9, decay: Float = 5e-4) {
            self.rate = rate
            self.momentum = momentum
            self.decay = decay
        }
    }

    /// Loads a batch, computes its loss and the loss's gradient, and moves the weights.
    /// - Returns: the mean cross-entropy before the step, and how many images had the largest logit at their class
    @discardableResult
    package func train(_ batch: ImageBatch, _ step: Step) -> (loss: Double, hits: Int) {
        let score = gradient(batch)
        dnag_nesterov(memory.weights, memory.velocity, memory.gradient, plan.weightCount, step.rate, step.momentum, step.decay)
        return score
    }

    /// Loads a batch, computes its loss and the loss's gradient. Running statistics follow.
    @discardableResult
    package func gradient(_ batch: ImageBatch) -> (loss: Double, hits: Int) {
        load(batch)
        forward(isTraining: true)
        let score = score(batch.labels, slopes: true)
        backward()
        return score
    }

    /// Loads a batch and computes its loss by what the norms remember. Nothing changes.
    @discardableResult
    package func evaluate(_ batch: ImageBatch) -> (loss: Double, hits: Int) {
        load(batch)
        forward(isTraining: false)
        return score(batch.labels, slopes: false)
    }

    /// [image][class] of the batch that was computed last by `evaluate` or `logits`.
    package var logits: [Float] { (0..<count).flatMap { image in (0..<plan.shape.classes).map { logit(image, $0) } } }

    /// The logits of a batch in training mode, without a gradient.
    package func trainingLogits(_ batch: ImageBatch) -> [Float] {
        load(batch)
        forward(isTraining: true)
        return logits
    }

    func load(_ batch: ImageBatch) {
        begin(batch.count)
        guard let first = plan.maps.first, case .images = first.content else { return }
        let lanes = CellPlan.group, capacity = count
        eachGroup { group in
            let from = group * lanes
            dnag_gather_images(
                self.values(0, group), batch.pixels, batch.places + from, batch.right + from, batch.down + from, batch.mirrored + from,
                min(lanes, capacity - from), first.channels, first.side)
        }
    }
}
