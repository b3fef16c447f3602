import Architectures

/// The best denoiser there is for NAS-Bench-201: the exact posterior mean, with any prior.
public struct ExactDenoiser: Denoiser {
    public let layout = Cell.layout
    let logPrior: [Double]?

    /// - Parameter logPrior: ln prior by code; `γ·y` makes this the denoiser of the distribution tilted by γ.
    public init(logPrior: [Double]? = nil) { self.logPrior = logPrior }

    public func makeWorker() -> any DenoiserWorker { Worker(ExactPosterior(logPrior: logPrior)) }

    private final class Worker: DenoiserWorker {
        private let posterior: ExactPosterior
        init(_ posterior: ExactPosterior) { self.posterior = posterior }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            for slot in 0..<Panel.width {
                posterior.condition(on: x + slot * 66, sigma: sigma)
                posterior.mean(into: mean + slot * 66)
            }
        }
    }
}
