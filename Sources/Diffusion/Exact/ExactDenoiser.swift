import Architectures
import CKernels

/// The best denoiser there is for a listed space: the exact posterior mean, with any prior.
public struct ExactDenoiser: Denoiser {
    public let space: SearchSpace
    let logPrior: [Double]?

    /// - Parameter logPrior: ln prior by place; `γ·y` makes this the denoiser of the distribution tilted by γ.
    public init(of space: SearchSpace, logPrior: [Double]? = nil) {
        self.space = space
        self.logPrior = logPrior
    }

    public var knowsPosterior: Bool { true }

    public func makeWorker() -> any DenoiserWorker { Worker(ListedPosterior(of: space, logPrior: logPrior)) }

    private final class Worker: DifferentiableDenoiserWorker, SingleDenoiserWorker, DrawingDenoiserWorker {
        private let posterior: ListedPosterior
        private let dimension: Int
        private let products: ScratchOwner
        private var means = [Double](repeating: 0, count: Panel.width)
        private var centres = [Float](repeating: 0, count: Panel.width)
        private var scales = [Float](repeating: 0, count: Panel.width)
        private var sigma = 1.0

        init(_ posterior: ListedPosterior) {
            self.posterior = posterior
            dimension = posterior.space.layout.stateDimension
            products = ScratchOwner(Panel.width * posterior.list.count)
        }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            self.sigma = sigma
            for slot in 0..<Panel.width { posterior.load(slot, x + slot * dimension, sigma: sigma) }
            posterior.compute()
            posterior.gather(posterior.weights)
            for slot in 0..<Panel.width { posterior.mean(slot, into: mean + slot * dimension) }
        }

        func denoise(_ slot: Int, of x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            posterior.load(slot, x + slot * dimension, sigma: sigma)
            posterior.compute()
            posterior.gather(posterior.weights)
            posterior.mean(slot, into: mean + slot * dimension)
        }

        func draw(_ slot: Int, into state: UnsafeMutablePointer<Float>, _ uniform: (_ draw: Int) -> Double) {
            posterior.draw(slot, at: uniform(0), into: state)
        }

        /// J = Cov[a | x]/σ², so Jᵀc = Cov[a, a·c | x]/σ².
        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
            guard let cotangent = cotangent.baseAddress, let gradient = gradient.baseAddress else { return }
            posterior.products(with: cotangent, into: products.pointer)
            dnag_listed_means(&means, posterior.weights, products.pointer, posterior.list.count)
            for slot in 0..<Panel.width {
                centres[slot] = Float(means[slot] / posterior.totals[slot])
                scales[slot] = Float(1 / (posterior.totals[slot] * sigma * sigma))
            }
            dnag_listed_deviations(products.pointer, posterior.weights, centres, scales, posterior.list.count)
            posterior.gather(products.pointer)
            for slot in 0..<Panel.width { posterior.write(slot, scale: 1, into: gradient + slot * dimension) }
        }
    }
}
