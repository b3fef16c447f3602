import Architectures

/// The best denoiser there is for NAS-Bench-201: the exact posterior mean, with any prior.
public struct ExactDenoiser: Denoiser {
    public let space = SearchSpace.nasbench201
    let logPrior: [Double]?

    /// - Parameter logPrior: ln prior by code; `γ·y` makes this the denoiser of the distribution tilted by γ.
    public init(logPrior: [Double]? = nil) { self.logPrior = logPrior }

    public func makeWorker() -> any DenoiserWorker { Worker(ExactPosterior(logPrior: logPrior)) }

    private final class Worker: DifferentiableDenoiserWorker, SingleDenoiserWorker {
        private let posterior: ExactPosterior
        private let states = ScratchOwner(Panel.width * 66)
        private let signed = ScratchOwner(Cell.count)
        private var sigma = 1.0

        init(_ posterior: ExactPosterior) { self.posterior = posterior }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            self.sigma = sigma
            states.pointer.update(from: x, count: Panel.width * 66)
            for slot in 0..<Panel.width {
                posterior.condition(on: x + slot * 66, sigma: sigma)
                posterior.mean(into: mean + slot * 66)
            }
        }

        func denoise(_ slot: Int, of x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            posterior.condition(on: x + slot * 66, sigma: sigma)
            posterior.mean(into: mean + slot * 66)
        }

        /// J = Cov[a | x]/σ², so Jᵀc = Cov[a, a·c | x]/σ².
        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
            guard let cotangent = cotangent.baseAddress, let gradient = gradient.baseAddress else { return }
            for slot in 0..<Panel.width {
                posterior.condition(on: states.pointer + slot * 66, sigma: sigma)
                posterior.covariance(with: cotangent + slot * 66, scratch: signed.pointer, into: gradient + slot * 66)
                let scale = Float(1 / (sigma * sigma))
                for i in 0..<66 { gradient[slot * 66 + i] *= scale }
            }
        }
    }
}
