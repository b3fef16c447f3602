import Architectures
import Diffusion
import Tensors

/// A published score network (VE) as a denoiser, so that it runs in every sampler beside the others.
///
/// It knows V alone. Its estimate of V is Tweedie's, x + σ²·s (Efron 2011), put on the nearest point where each row is a distribution:
/// the true posterior mean lies there, so this never takes it further away. Each slot of E is then the probability that it is live
/// if the nodes were independent with these probabilities.
public struct PublishedDenoiser: Denoiser {
    /// Which nodes a node may look at.
    public enum Mask: String, Sendable, Hashable, CaseIterable {
        /// The space's own slots: of a cell its line graph.
        case lineGraph = "line-graph"
        /// What the released code trains with: a cell's nodes 3 and 4 are taken for each other; MobileNetV3's layers stand in a row.
        case published
        /// What the released code samples with: the transitive closure of that.
        case publishedClosure = "published-closure"
    }

    public var space: SearchSpace { view.space }
    /// The spaces that the paper's networks are of.
    public static let spaces: [SearchSpace] = [.nasbench201, .mobilenetv3]
    /// The noise levels published for a space.
    public static func sigmas(of space: SearchSpace) -> ClosedRange<Double> { space == .mobilenetv3 ? 0.1...1 : 0.1...5 }
    let view: PublishedView
    public let configuration: PublishedScoreConfiguration
    public let mask: Mask
    /// The noise levels it was trained at.
    public let sigmas: ClosedRange<Double>
    /// The file's metadata.
    public let about: [String: String]
    let weights: [Float]
    /// What all workers read of the weights.
    private let packed: PackedWeights?
    let epsilon: Float

    /// - Parameters:
    ///   - weights: as many as the configuration's layout has
    ///   - about: goes into the file's metadata
    init(
        view: PublishedView, configuration: PublishedScoreConfiguration, weights: [Float], mask: Mask,
        sigmas: ClosedRange<Double>, about: [String: String]
    ) {
        self.view = view
        self.configuration = configuration
        self.weights = weights
        self.mask = mask
        self.sigmas = sigmas
        self.about = about
        packed = PublishedScoreNetwork.packed(weights, configuration)
        epsilon = 1e-5
    }

    /// Reads a score network in the form of `Scripts/convert_checkpoint.py`, of `write` and of the parity fixtures: F32 tensors
    /// `weights.…`, metadata `config` and, where they are known, `norm_epsilon` (else 1e-5), `mask`, `sigma_min`, `sigma_max`.
    /// - Parameter mask: nil takes the file's, or the line graph where it names none
    /// - Throws: `SafetensorsError`, `PublishedError`.
    public init(contentsOf path: String, mask: Mask? = nil) throws {
        let file = try Safetensors(contentsOf: path)
        let (configuration, epsilon) = try PublishedFile.score(file)
        guard let view = PublishedView(nodes: configuration.nodes, types: configuration.ops) else {
            throw PublishedError.metadata(
                file: path, key: "config",
                rule: "is for \(configuration.nodes) nodes of \(configuration.ops) types; NAS-Bench-201 has 8 of 7, MobileNetV3 20 of 9")
        }
        self.view = view
        self.configuration = configuration
        self.epsilon = epsilon
        self.mask = try mask ?? PublishedFile.mask(file) ?? .lineGraph
        sigmas = try PublishedFile.sigmas(file, of: view.space)
        about = file.metadata
        weights = try PublishedFile.scoreWeights(file, configuration)
        packed = PublishedScoreNetwork.packed(weights, configuration)
        guard ModelProbe.isFinite(self, at: [sigmas.upperBound, sigmas.lowerBound]) else { throw ModelFileError.notFiniteAnswers(file: path) }
    }

    /// Writes what `init(contentsOf:)` reads, with `about` in the metadata. - Throws: `AtomicFileError`.
    public func write(to path: String) throws {
        var metadata = about.merging(PublishedFile.recipe(mask, sigmas)) { $1 }
        metadata["config"] = try ModelFile.encode(configuration)
        metadata["norm_epsilon"] = "\(epsilon)"
        let layout = PublishedScoreNetwork.layout(configuration)
        try Safetensors(metadata: metadata, tensors: PublishedFile.tensors(weights, layout)).write(to: path)
    }

    public func makeWorker() -> any DenoiserWorker { Worker(self) }

    private final class Worker: AttentiveDenoiserWorker {
        private let network: PublishedScoreNetwork
        private let weights: [Float]
        private let rows: ScratchOwner
        private let view: PublishedView
        private let edges = IndependentEdges()

        init(_ denoiser: PublishedDenoiser) {
            weights = denoiser.weights
            view = denoiser.view
            network = PublishedScoreNetwork(
                configuration: denoiser.configuration, samples: Panel.width, sharesTime: true, epsilon: denoiser.epsilon, dropout: 0)
            let mask = denoiser.mask.matrix(of: denoiser.view.space)
            network.load(mask: repeatElement(mask, count: Panel.width).flatMap { $0 })
            network.plan.packed = denoiser.packed
            rows = ScratchOwner(Panel.width * denoiser.view.entries)
        }

        func attention(slot: Int) -> AttentionMap { network.attention(of: slot) }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let (entries, dimension) = (view.entries, view.space.layout.stateDimension)
            guard let x = x.baseAddress else { return }
            for slot in 0..<Panel.width { view.read(x + slot * dimension, into: rows.pointer + slot * entries) }
            network.load(
                x: UnsafeBufferPointer(start: rows.pointer, count: Panel.width * entries),
                tau: CollectionOfOne(Float(sigma)))
            network.forward(weights: weights)
            let score = network.score, variance = Float(sigma * sigma)
            // Tweedie's estimate, as a probability.
            for i in 0..<Panel.width * entries { rows.pointer[i] = (rows.pointer[i] + variance * score[i] + 1) / 2 }
            for slot in 0..<Panel.width {
                let sample = PanelBuffer(rebasing: mean[slot * dimension..<(slot + 1) * dimension])
                view.write(rows.pointer + slot * entries, into: sample, edges: edges)
                for i in 0..<dimension { sample[i] = 2 * sample[i] - 1 }
            }
        }
    }
}
