import Architectures
import Platform

/// Tilts by figures that may be more than sums over blocks, patterns and nodes: the sum's part is a prior, as in `FactoredTilts`, and the rest decides among several draws.
public struct SurrogateTilts: TiltableDenoiser {
    private let targets: FactoredTargets

    public init(_ targets: FactoredTargets) { self.targets = targets }

    public var properties: [PropertyInfo] { targets.properties.map(\.info) }
    public var reaches: [TiltReach] { [TiltReach(.figures, properties: properties.map(\.name), takesAims: false)] }

    public func tilted(by guidance: Guidance) throws -> any Denoiser {
        try guidance.checkTiltsAlone()
        let gammas = try vector(guidance.tilts).map(Double.init), space = targets.space
        let prior = space.logPrior + zip(gammas, targets.properties.map(\.score)).combined(in: space)
        let excess = zip(gammas, targets.properties).reduce(0) { $0 + $1.0 * $1.1.residualShare / $1.1.deviation }
        return excess == 0 ? FactoredDenoiser(prior: prior) : SurrogateDenoiser(prior: prior, surrogate: targets.surrogate, excess: excess)
    }
}

/// The posterior of p(A) ∝ exp(prior(A) + c·r(A)) with r what a surrogate's figure is beyond a sum.
///
/// Its mean is that of the sum's part. Its draws are right: of `candidates` architectures drawn from the sum's posterior one is taken with probability ∝ exp(c·r(A)) (sampling
/// importance resampling, Rubin 1987), exact for many candidates; how near sixteen come is measured (docs/measurements.md).
struct SurrogateDenoiser: Denoiser {
    let prior: FactoredFigure
    let surrogate: FactoredSurrogate
    /// c, in nats per unit of the residual.
    let excess: Double

    static let candidates = 16

    var space: SearchSpace { prior.space }
    var knowsPosterior: Bool { true }

    func makeWorker() -> any DenoiserWorker { Worker(self) }

    private final class Worker: DrawingDenoiserWorker {
        private let posterior: FactoredPosterior
        private let surrogate: FactoredSurrogate
        private let network: ResidualNetwork
        private let excess: Double
        private let dimension: Int
        private let states, drawn: ScratchOwner
        private var types, patterns: [Int]
        private var weights = [Double](repeating: 0, count: SurrogateDenoiser.candidates)
        private var sigma = 1.0

        init(_ denoiser: SurrogateDenoiser) {
            posterior = FactoredPosterior(prior: denoiser.prior)
            (surrogate, excess) = (denoiser.surrogate, denoiser.excess)
            network = ResidualNetwork(of: CleanInput(of: denoiser.space), configuration: surrogate.configuration, rows: SurrogateDenoiser.candidates)
            network.plan.pack(weights: surrogate.weights)
            dimension = denoiser.layout.stateDimension
            states = ScratchOwner(Panel.width * dimension)
            drawn = ScratchOwner(SurrogateDenoiser.candidates * dimension)
            types = Array(repeating: 0, count: denoiser.layout.nodeCount)
            patterns = Array(repeating: 0, count: denoiser.space.blocks.count)
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
            let parts = types.count + patterns.count
            for candidate in 0..<SurrogateDenoiser.candidates {
                posterior.draw(into: &types, patterns: &patterns) { uniform(candidate * parts + $0) }
                posterior.write(types: types, patterns: patterns, into: drawn.pointer + candidate * dimension)
                network.load(candidate, types: types, patterns: patterns)
            }
            surrogate.weights.withUnsafeBufferPointer { weights in
                if let weights = weights.baseAddress { network.plan.forward(weights: weights) }
            }
            let chosen = choose(at: uniform(SurrogateDenoiser.candidates * parts))
            state.update(from: drawn.pointer + chosen * dimension, count: dimension)
        }

        /// The candidate at which the running sum of exp(c·r) passes a share of the whole.
        private func choose(at share: Double) -> Int {
            let output = network.plan.buffer(network.output), scale = excess * surrogate.residualScale
            var top = -Double.infinity, total = 0.0
            for candidate in weights.indices { top = max(top, scale * Double(output[candidate])) }
            for candidate in weights.indices {
                weights[candidate] = exp(scale * Double(output[candidate]) - top)
                total += weights[candidate]
            }
            var rest = share * total
            for candidate in weights.indices.dropLast() {
                rest -= weights[candidate]
                if rest < 0 { return candidate }
            }
            return weights.count - 1
        }
    }
}
