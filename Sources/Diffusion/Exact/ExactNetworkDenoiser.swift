import Architectures

/// The best denoiser there is for MobileNetV3: the exact posterior mean under a prior that is a sum over layers and depths, or over stages.
public struct ExactNetworkDenoiser: Denoiser {
    public let layout = MobileNet.layout
    private enum Prior {
        case layers(NetworkFigure)
        case stages([[Double]])
    }
    private let prior: Prior

    /// - Parameter prior: ln prior, up to a constant; `.logPrior + γ·y` makes this the denoiser of the distribution tilted by γ.
    public init(prior: NetworkFigure = .logPrior) { self.prior = .layers(prior) }

    /// - Parameter logPriors: ln prior of each stage by its code, up to a constant, [5][7371]
    public init(stages logPriors: [[Double]]) {
        precondition(logPriors.count == MobileNet.stageCount, "a network has five stages")
        prior = .stages(logPriors)
    }

    public func makeWorker() -> any DenoiserWorker {
        switch prior {
        case .layers(let figure): LayerWorker(NetworkPosterior(prior: figure))
        case .stages(let priors): StageWorker(priors.enumerated().map { StagePosterior(stage: $0, logPrior: $1) })
        }
    }

    private final class LayerWorker: DifferentiableDenoiserWorker {
        private let posterior: NetworkPosterior
        private let states = ScratchOwner(Panel.width * NetworkPosterior.dimension)
        private var direction = NetworkFigure()
        private var sigma = 1.0

        init(_ posterior: NetworkPosterior) { self.posterior = posterior }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let dimension = NetworkPosterior.dimension
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            self.sigma = sigma
            states.pointer.update(from: x, count: Panel.width * dimension)
            for slot in 0..<Panel.width {
                posterior.condition(on: x + slot * dimension, sigma: sigma)
                posterior.mean(into: mean + slot * dimension)
            }
        }

        /// J = Cov[a | x]/σ², so Jᵀc = Cov[a, a·c | x]/σ²; a·c is itself a sum over layers and depths.
        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
            let dimension = NetworkPosterior.dimension
            guard let cotangent = cotangent.baseAddress, let gradient = gradient.baseAddress else { return }
            let scale = Float(2 / (sigma * sigma))
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * dimension, sigma: sigma)
                direction.become(productWith: cotangent + slot * dimension)
                let output = gradient + slot * dimension
                output.update(repeating: 0, count: dimension)
                posterior.addSlopes(direction, mean: 1, variance: 0, to: output)
                for i in 0..<dimension { output[i] *= scale }
            }
        }
    }

    private final class StageWorker: DenoiserWorker {
        private let stages: [StagePosterior]
        init(_ stages: [StagePosterior]) { self.stages = stages }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let dimension = NetworkPosterior.dimension
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            for slot in 0..<Panel.width {
                let output = mean + slot * dimension
                for stage in stages { stage.probabilities(given: x + slot * dimension, sigma: sigma, into: output) }
                for i in 0..<dimension { output[i] = 2 * output[i] - 1 }
            }
        }
    }
}

extension NetworkFigure {
    /// a·c of every network's ±1 state a with a direction c [227], up to a constant.
    mutating func become(productWith c: UnsafePointer<Float>) {
        for i in layers.indices { layers[i] = 2 * Double(c[i]) }
        for stage in 0..<MobileNet.stageCount {
            let slots = NetworkPosterior.slots(stage)
            var within = Double(c[slots])
            for depth in 0..<3 {
                if depth > 0 { within += Double(c[slots + depth]) }
                let out = stage + 1 < MobileNet.stageCount ? Double(c[slots + 3 + depth]) : 0
                depths[stage * 3 + depth] = 2 * (within + out)
            }
        }
    }
}
