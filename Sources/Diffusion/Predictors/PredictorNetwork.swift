import Architectures
import Tensors

/// The learned predictor's network: residual layers over the flat state, its local posterior and the noise level.
///
/// Outputs per property: mean, log of its own variance, and `rank` loadings on shared factors, so that
/// Σ = diag(d) + L·Lᵀ holds covariances too.
struct PredictorNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width = 320
        var blocks = 3
        var rank = 4
        var properties: Int
        /// d is kept above this, in squared standard scores.
        static let varianceFloor: Float = 1e-4
    }

    let features: StateFeatures
    let samples: Int
    let configuration: Configuration
    let plan: Plan
    let input: Value
    /// [samples, properties], [samples, properties], [samples, properties·rank]
    let means, logVariances, loadings: Value
    private let scratch: ScratchOwner

    init(layout: GraphLayout, configuration: Configuration, samples: Int) {
        features = StateFeatures(layout: layout)
        self.samples = samples
        self.configuration = configuration
        var builder = PlanBuilder()
        input = builder.input(rows: samples, columns: features.flatCount, tracked: true)
        let h = builder.residualTrunk(
            input, width: configuration.width, blocks: configuration.blocks)
        means = builder.linear(h, "mean", outputs: configuration.properties, gain: 0.1)
        logVariances = builder.linear(
            h, "variance", outputs: configuration.properties, gain: 0.1)
        loadings = builder.linear(
            h, "loading", outputs: configuration.properties * configuration.rank, gain: 0.3)
        plan = Plan(builder)
        scratch = ScratchOwner(layout.stateDimension)
    }

    /// Writes sample `index` of the batch into the network's input.
    func load(_ index: Int, x: UnsafePointer<Float>, sigma: Double) {
        guard let row = plan.buffer(input).baseAddress.map({ $0 + index * input.columns }) else { return }
        features.flat(x, sigma: sigma, scratch: scratch.pointer, into: row)
    }

    /// Carries the gradient on the input back to the noisy state: through the scaling and the local posterior.
    func inputGradient(_ index: Int, sigma: Double, into output: UnsafeMutablePointer<Float>) {
        let dimension = features.layout.stateDimension
        guard let row = plan.buffer(input).baseAddress.map({ $0 + index * input.columns }),
            let slope = plan.gradient(input).baseAddress.map({ $0 + index * input.columns })
        else { return }
        let scale = StateFeatures.scale(sigma)
        for i in 0..<dimension { output[i] = slope[i] * scale }
        features.addEvidenceGradient(of: row + dimension, slope + dimension, sigma: sigma, to: output)
    }
}
