import Diffusion
import Tensors

/// The published score network of DiffusionNAG (An et al. 2024): a transformer over the nodes, attending along edges, whose
/// normalised block outputs are all read by one head.
///
/// Planned for a fixed number of samples; the weights are passed in. One network belongs to one thread at a time.
public final class PublishedScoreNetwork {
    public let configuration: PublishedScoreConfiguration
    public let samples: Int
    public let plan: Plan
    let x, time, mask, output: Value
    private let attention: [Value]

    /// Names, shapes and order of the weights.
    public static func layout(_ configuration: PublishedScoreConfiguration) -> ParameterLayout {
        declare(configuration, samples: 1, times: 1, epsilon: 1e-5, dropout: 0).builder.layout
    }

    /// - Parameters:
    ///   - sharesTime: all samples are at one noise level, as in sampling: it is read once, not once a sample
    ///   - epsilon: of the layer normalisations
    ///   - dropout: rate while `plan.dropout` is set (0.1 in the published training)
    public init(
        configuration: PublishedScoreConfiguration, samples: Int, sharesTime: Bool = false, epsilon: Float = 1e-5,
        dropout: Float = 0.1
    ) {
        self.configuration = configuration
        self.samples = samples
        let network = Self.declare(configuration, samples: samples, times: sharesTime ? 1 : samples, epsilon: epsilon, dropout: dropout)
        (x, time, mask, output) = (network.x, network.time, network.mask, network.output)
        attention = network.attention
        plan = Plan(network.builder)
    }

    /// Copies of `weights`, [layout.count], for the plans of any number of networks.
    public static func packed(_ weights: [Float], _ configuration: PublishedScoreConfiguration) -> PackedWeights? {
        PackedWeights(declare(configuration, samples: 1, times: 1, epsilon: 1e-5, dropout: 0).builder, weights: weights)
    }

    /// The score, or for VP the network's output that −1/σ makes the score of: [samples][nodes][ops]. Valid until the next run.
    public var score: UnsafeMutableBufferPointer<Float> { plan.buffer(output) }

    /// Writes the inputs.
    /// - Parameters:
    ///   - x: noisy states [samples][nodes][ops]
    ///   - tau: what the network is told as time: σ for VE, one a sample, or one for all where they share it
    public func load(x: some Collection<Float>, tau: some Collection<Float>) {
        precondition(x.count == self.x.count && tau.count == time.rows)
        _ = plan.buffer(self.x).update(fromContentsOf: x)
        PublishedFeatures.times(tau, width: configuration.width, into: plan.buffer(time))
    }

    /// Writes where each node may look: [samples][nodes][nodes], 1 at [i][j] where node i has the edge i→j.
    public func load(mask: some Collection<Float>) {
        precondition(mask.count == self.mask.count)
        _ = plan.buffer(self.mask).update(fromContentsOf: mask)
    }

    /// What the nodes of sample `index` attended to when the network last ran. A node that may look nowhere looks everywhere alike.
    public func attention(of index: Int) -> AttentionMap {
        let rows = configuration.heads * configuration.nodes, nodes = configuration.nodes
        let weights = attention.flatMap { plan.buffer($0)[index * rows * nodes..<(index + 1) * rows * nodes] }
        return AttentionMap(blocks: attention.count, heads: configuration.heads, nodes: nodes, weights: weights)
    }

    public func forward(weights: UnsafePointer<Float>) { plan.forward(weights: weights) }

    /// ∂⟨score, cotangent⟩/∂x of the last run, [samples][nodes][ops]. Valid until the next backward pass.
    public func inputGradient(
        cotangent: some Collection<Float>, weights: UnsafePointer<Float>
    ) -> UnsafeMutableBufferPointer<Float> {
        precondition(cotangent.count == output.count)
        plan.clearGradients()
        _ = plan.gradient(output).update(fromContentsOf: cotangent)
        plan.backward(weights: weights, weightGradients: nil)
        return plan.gradient(x)
    }
}
