import Tensors

/// The published noise-aware predictor: a graph convolution in both directions of the edges (Wen et al. 2020, "Neural
/// predictor for neural architecture search"), told the noise level, and the code of a dataset where it is conditioned on one.
///
/// Planned for a fixed number of samples; the weights are passed in. One network belongs to one thread at a time.
public final class PublishedPredictor {
    public let configuration: PublishedPredictorConfiguration
    public let samples: Int
    public let plan: Plan
    let x, time, along, against, output: Value
    let code: Value?
    private let timeSteps: Range<Int>
    /// Whether the weights stay as they are; and the noise level that was read with them last, where all samples share it.
    private var isPacked = false
    private var known: (tau: Float, isRead: Bool)?

    /// Names, shapes and order of the weights; those of the dataset's encoder are apart.
    public static func layout(_ configuration: PublishedPredictorConfiguration) -> ParameterLayout {
        declare(configuration, samples: 1, times: 1, dropout: 0).builder.layout
    }

    /// - Parameters:
    ///   - sharesTime: all samples are at one noise level, as in sampling: it is read once, not once a sample
    ///   - dropout: rate while `plan.dropout` is set (0.1 in the published training)
    public init(
        configuration: PublishedPredictorConfiguration, samples: Int, sharesTime: Bool = false, dropout: Float = 0.1
    ) {
        self.configuration = configuration
        self.samples = samples
        let network = Self.declare(configuration, samples: samples, times: sharesTime ? 1 : samples, dropout: dropout)
        (x, time, along, against) = (network.x, network.time, network.along, network.against)
        (code, output, timeSteps) = (network.code, network.output, network.timeSteps)
        plan = Plan(network.builder)
    }

    /// ŷ, one a sample. Valid until the next run.
    public var prediction: UnsafeMutableBufferPointer<Float> { plan.buffer(output) }

    /// Writes noisy states [samples][nodes][ops] and what the network is told as time: σ for VE, one a sample, or one for all where
    /// they share it.
    public func load(x: some Collection<Float>, tau: some Collection<Float>) {
        precondition(x.count == self.x.count && tau.count == time.rows)
        _ = plan.buffer(self.x).update(fromContentsOf: x)
        if let shared = tau.first, tau.count == 1, isPacked {
            if known?.tau == shared { return }
            known = (shared, isRead: false)
        }
        PublishedFeatures.times(tau, width: configuration.hidden, into: plan.buffer(time))
    }

    /// From now on the weights stay as they are, until this is called again: the plan reads copies of them that suit it (`Plan.pack`),
    /// and a noise level that all samples share is read once for as many runs as it lasts.
    public func pack(weights: UnsafePointer<Float>) {
        plan.pack(weights: weights)
        (isPacked, known) = (true, nil)
    }

    /// Writes adjacencies [samples][nodes][nodes], ≥ 0, as R(Â) and R(Âᵀ): Â = R(A + I), R divides rows by their sums.
    public func load(adjacency: some Collection<Float>) {
        precondition(adjacency.count == along.count)
        let nodes = configuration.nodes
        let forward = plan.buffer(along), backward = plan.buffer(against)
        _ = forward.update(fromContentsOf: adjacency)
        for start in stride(from: 0, to: forward.count, by: nodes * nodes) {
            let matrix = UnsafeMutableBufferPointer(rebasing: forward[start..<start + nodes * nodes])
            let transposed = UnsafeMutableBufferPointer(rebasing: backward[start..<start + nodes * nodes])
            for i in 0..<nodes { matrix[i * nodes + i] += 1 }
            Self.normaliseRows(matrix, nodes)
            for i in 0..<nodes {
                for j in 0..<nodes { transposed[j * nodes + i] = matrix[i * nodes + j] }
            }
            Self.normaliseRows(matrix, nodes)
            Self.normaliseRows(transposed, nodes)
        }
    }

    private static func normaliseRows(_ matrix: UnsafeMutableBufferPointer<Float>, _ nodes: Int) {
        for start in stride(from: 0, to: matrix.count, by: nodes) {
            let sum = matrix[start..<start + nodes].reduce(0, +)
            for i in start..<start + nodes { matrix[i] /= sum }
        }
    }

    /// Writes the code of the dataset, the same for all samples.
    public func load(code values: some Collection<Float>) {
        guard let code else { return }
        precondition(values.count == code.columns)
        let buffer = plan.buffer(code)
        for sample in 0..<samples {
            _ = UnsafeMutableBufferPointer(rebasing: buffer[sample * code.columns..<(sample + 1) * code.columns])
                .update(fromContentsOf: values)
        }
    }

    public func forward(weights: UnsafePointer<Float>) {
        plan.forward(weights: weights, keeping: known?.isRead == true ? timeSteps : 0..<0)
        known?.isRead = true
    }

    /// ∂Σŷ/∂x of the last run, [samples][nodes][ops]. Valid until the next backward pass.
    public func inputGradient(weights: UnsafePointer<Float>) -> UnsafeMutableBufferPointer<Float> {
        plan.clearGradients()
        plan.gradient(output).update(repeating: 1)
        plan.backward(weights: weights, weightGradients: nil)
        return plan.gradient(x)
    }

    /// The loss of the last run: the mean of (ŷ − target)².
    /// - Parameters:
    ///   - share: what part of a batch these samples are; loss and gradients are multiplied by it
    ///   - weightGradients: as many numbers as the layout has; the loss's gradient is added to them
    ///   - codeGradient: the gradient for the dataset's code is added to it, for `PublishedDatasetEncoder.backward`
    public func squaredLoss(
        targets: [Float], share: Float = 1, weights: UnsafePointer<Float>,
        weightGradients: UnsafeMutablePointer<Float>? = nil, codeGradient: UnsafeMutablePointer<Float>? = nil
    ) -> Double {
        precondition(targets.count == samples)
        if weightGradients != nil { plan.clearGradients() }
        let found = prediction, slopes = plan.gradient(output)
        let scale = 2 * share / Float(samples)
        var sum = 0.0
        for i in found.indices {
            let residual = found[i] - targets[i]
            sum += Double(residual) * Double(residual)
            if weightGradients != nil { slopes[i] = scale * residual }
        }
        if let weightGradients {
            plan.backward(weights: weights, weightGradients: weightGradients)
            if let code, let codeGradient {
                for (i, value) in plan.gradient(code).enumerated() { codeGradient[i % code.columns] += value }
            }
        }
        return Double(share) * sum / Double(samples)
    }
}
