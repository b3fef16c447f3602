import Architectures
import Tensors

/// A published score network (VE) as a denoiser of NAS-Bench-201 cells, so that it runs in every sampler beside the others.
///
/// It knows V alone. Its estimate of V is Tweedie's, x + σ²·s (Efron 2011), put on the nearest point where each row is a distribution:
/// the true posterior mean lies there, so this never takes it further away. Each slot of E is then the probability that it is live
/// if the operations were independent with these probabilities.
public struct PublishedDenoiser: Denoiser {
    /// Which nodes a node may look at.
    public enum Mask: String, Sendable, Hashable, CaseIterable {
        /// The cell's line graph.
        case lineGraph = "line-graph"
        /// What the released code trains with: nodes 3 and 4 are taken for each other.
        case published
        /// What the released code samples with: the transitive closure of that.
        case publishedClosure = "published-closure"
    }

    public let layout = Cell.layout
    public let configuration: PublishedScoreConfiguration
    public let mask: Mask
    /// The noise levels it was trained at.
    public let sigmas: ClosedRange<Double>
    /// The file's metadata.
    public let about: [String: String]
    let weights: [Float]
    let epsilon: Float

    /// - Parameters:
    ///   - weights: as many as the configuration's layout has
    ///   - about: goes into the file's metadata
    init(
        configuration: PublishedScoreConfiguration, weights: [Float], mask: Mask, sigmas: ClosedRange<Double>,
        about: [String: String]
    ) {
        self.configuration = configuration
        self.weights = weights
        self.mask = mask
        self.sigmas = sigmas
        self.about = about
        epsilon = 1e-5
    }

    /// Reads a score network in the form of `Scripts/convert_checkpoint.py`, of `write` and of the parity fixtures: F32 tensors
    /// `weights.…`, metadata `config` and, where they are known, `norm_epsilon` (else 1e-5), `mask`, `sigma_min`, `sigma_max`.
    /// - Parameter mask: nil takes the file's, or the line graph where it names none
    /// - Throws: `SafetensorsError`, `PublishedError`.
    public init(contentsOf path: String, mask: Mask? = nil) throws {
        let file = try Safetensors(contentsOf: path)
        let (configuration, epsilon) = try PublishedFile.score(file)
        guard configuration.nodes == Cell.layout.nodeCount, configuration.ops == Cell.layout.typeCount else {
            throw PublishedError.metadata(
                file: path, key: "config",
                rule: "is for \(configuration.nodes) nodes of \(configuration.ops) types; NAS-Bench-201 has 8 of 7")
        }
        self.configuration = configuration
        self.epsilon = epsilon
        self.mask = try mask ?? PublishedFile.mask(file) ?? .lineGraph
        sigmas = try PublishedFile.sigmas(file)
        about = file.metadata
        weights = try PublishedFile.scoreWeights(file, configuration)
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
        private let states: ScratchOwner
        private let edges = IndependentEdges()

        init(_ denoiser: PublishedDenoiser) {
            weights = denoiser.weights
            network = PublishedScoreNetwork(
                configuration: denoiser.configuration, samples: Panel.width, epsilon: denoiser.epsilon, dropout: 0)
            network.load(mask: repeatElement(denoiser.mask.matrix, count: Panel.width).flatMap { $0 })
            states = ScratchOwner(Panel.width * Cell.layout.vertexDimension)
        }

        func attention(slot: Int) -> AttentionMap { network.attention(of: slot) }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let (entries, dimension) = (Cell.layout.vertexDimension, Cell.layout.stateDimension)
            for slot in 0..<Panel.width {
                for i in 0..<entries { states.pointer[slot * entries + i] = x[slot * dimension + i] }
            }
            network.load(
                x: UnsafeBufferPointer(start: states.pointer, count: Panel.width * entries),
                tau: repeatElement(Float(sigma), count: Panel.width))
            network.forward(weights: weights)
            let score = network.score, variance = Float(sigma * sigma)
            for slot in 0..<Panel.width {
                let sample = PanelBuffer(rebasing: mean[slot * dimension..<(slot + 1) * dimension])
                for i in 0..<entries {
                    // Tweedie's estimate, as a probability.
                    sample[i] = (x[slot * dimension + i] + variance * score[slot * entries + i] + 1) / 2
                }
                for node in 0..<Cell.layout.nodeCount {
                    let row = node * Cell.layout.typeCount..<(node + 1) * Cell.layout.typeCount
                    Simplex.project(PanelBuffer(rebasing: sample[row]))
                }
                edges.write(into: sample)
                for i in 0..<dimension { sample[i] = 2 * sample[i] - 1 }
            }
        }
    }
}

extension PublishedDenoiser.Mask {
    /// [nodes][nodes], 1 at [i][j] where node i may look at node j.
    public var matrix: [Float] {
        let nodes = Cell.layout.nodeCount
        var matrix = [Float](repeating: 0, count: nodes * nodes)
        for slot in Cell.layout.slots {
            let (from, to) = self == .lineGraph ? (slot.from, slot.to) : (Self.swapped(slot.from), Self.swapped(slot.to))
            matrix[from * nodes + to] = 1
        }
        guard self == .publishedClosure else { return matrix }
        // Warshall 1962: the middle node must be the outermost loop.
        for k in 0..<nodes {
            for i in 0..<nodes {
                for j in 0..<nodes where matrix[i * nodes + k] > 0 && matrix[k * nodes + j] > 0 {
                    matrix[i * nodes + j] = 1
                }
            }
        }
        return matrix
    }

    private static func swapped(_ node: Int) -> Int {
        switch node {
        case 3: 4
        case 4: 3
        default: node
        }
    }
}
