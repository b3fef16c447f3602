import Architectures

/// The best denoiser there is for a space of blocks: the exact posterior mean under a prior that is a sum over blocks, patterns and nodes.
public struct FactoredDenoiser: Denoiser {
    private let prior: FactoredFigure
    public var space: SearchSpace { prior.space }

    /// - Parameter prior: ln prior, up to a constant; the space's own + γ·y makes this the denoiser of the distribution tilted by γ.
    public init(prior: FactoredFigure) { self.prior = prior }

    /// The denoiser of the space's own distribution.
    public init(of space: SearchSpace) { prior = space.logPrior }

    public var knowsPosterior: Bool { true }

    public func makeWorker() -> any DenoiserWorker { Worker(FactoredPosterior(prior: prior)) }

    private final class Worker: DifferentiableDenoiserWorker, DrawingDenoiserWorker {
        private let posterior: FactoredPosterior
        private let dimension: Int
        private let states: ScratchOwner
        private var direction: FactoredFigure
        private var sigma = 1.0

        init(_ posterior: FactoredPosterior) {
            self.posterior = posterior
            dimension = posterior.space.layout.stateDimension
            states = ScratchOwner(Panel.width * dimension)
            direction = FactoredFigure(of: posterior.space)
        }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            self.sigma = sigma
            states.pointer.update(from: x, count: Panel.width * dimension)
            for slot in 0..<Panel.width {
                posterior.condition(on: x + slot * dimension, sigma: sigma)
                posterior.mean(into: mean + slot * dimension)
            }
        }

        func draw(_ slot: Int, into state: UnsafeMutablePointer<Float>, _ uniform: (_ draw: Int) -> Double) {
            posterior.condition(on: states.pointer + slot * dimension, sigma: sigma)
            posterior.draw(into: state, uniform)
        }

        /// J = Cov[a | x]/σ², so Jᵀc = Cov[a, a·c | x]/σ²; a·c is itself a sum over patterns and nodes.
        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
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
}

extension FactoredFigure {
    /// a·c of every architecture's ±1 state a with a direction c [stateDimension], up to a constant.
    mutating func become(productWith c: UnsafePointer<Float>) {
        for i in types.indices { types[i] = 2 * Double(c[i]) }
        var place = 0
        for block in space.blocks {
            for pattern in block.patterns {
                var sum = 0.0
                for (slot, isPresent) in zip(block.slots, pattern.edges) where isPresent { sum += Double(c[types.count + slot]) }
                patterns[place] = 2 * sum
                place += 1
            }
        }
    }
}
