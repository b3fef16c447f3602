import Architectures
import Diffusion
import Tensors

/// Training of the published score network by the published recipe: denoising score matching on V (Vincent 2011; Song et al. 2021),
/// the mean over batch and entries of (σ·s(x₀ + σz, σ) + z)², with dropout. Validation is the same loss without dropout on draws that
/// never change.
public struct PublishedDenoiserTask: TrainingTask {
    public let configuration: PublishedScoreConfiguration
    public let mask: PublishedDenoiser.Mask
    public let sigmas: ClosedRange<Double>
    public let shards = 4
    public let layout: ParameterLayout
    let draws: PublishedDraw
    let seed: UInt64
    let batch: Int
    let dropout: Float
    /// Draws of the validation loss.
    static let validationSamples = 1024

    /// Training on cells of NAS-Bench-201.
    /// - Parameters:
    ///   - codes: the training cells
    ///   - sigmas: σmin … σmax of the VE SDE
    ///   - batch: samples a step; rounded down to a multiple of the shards
    public init(
        configuration: PublishedScoreConfiguration = .nasbench201, codes: [Int], seed: UInt64,
        mask: PublishedDenoiser.Mask = .lineGraph, sigmas: ClosedRange<Double> = 0.1...5, batch: Int = 256,
        dropout: Float = 0.1
    ) {
        self.init(
            configuration, PublishedDraw(codes: codes, seed: seed, sigmas: sigmas), seed: seed, mask: mask, sigmas: sigmas,
            batch: batch, dropout: dropout)
    }

    /// Training on networks of MobileNetV3, at the noise levels published for it.
    public init(
        configuration: PublishedScoreConfiguration = .mobilenetv3, networksWithSeed seed: UInt64,
        mask: PublishedDenoiser.Mask = .lineGraph, sigmas: ClosedRange<Double> = 0.1...1, batch: Int = 256,
        dropout: Float = 0.1
    ) {
        self.init(
            configuration, PublishedDraw(networksWithSeed: seed, sigmas: sigmas), seed: seed, mask: mask, sigmas: sigmas,
            batch: batch, dropout: dropout)
    }

    private init(
        _ configuration: PublishedScoreConfiguration, _ draws: PublishedDraw, seed: UInt64, mask: PublishedDenoiser.Mask,
        sigmas: ClosedRange<Double>, batch: Int, dropout: Float
    ) {
        self.configuration = configuration
        self.draws = draws
        self.mask = mask
        self.sigmas = sigmas
        self.seed = seed
        self.batch = max(batch / shards, 1) * shards
        self.dropout = dropout
        layout = PublishedScoreNetwork.layout(configuration)
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The denoiser with these weights.
    public func denoiser(weights: [Float], about: [String: String] = [:]) -> PublishedDenoiser {
        PublishedDenoiser(
            view: draws.view, configuration: configuration, weights: weights, mask: mask, sigmas: sigmas, about: about)
    }

    private final class Worker: TrainingWorker {
        private let task: PublishedDenoiserTask
        private let network: PublishedScoreNetwork
        private var batch: PublishedBatch

        init(_ task: PublishedDenoiserTask) {
            self.task = task
            let samples = task.batch / task.shards
            network = PublishedScoreNetwork(configuration: task.configuration, samples: samples, dropout: task.dropout)
            network.load(mask: repeatElement(task.mask.matrix(of: task.draws.view.space), count: samples).flatMap { $0 })
            batch = PublishedBatch(samples: samples, view: task.draws.view)
        }

        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            let first = shard * network.samples
            batch.fill(task.draws, step: step, first: first)
            network.plan.dropout = Dropout(
                seed: task.seed, step: UInt32(truncatingIfNeeded: step), firstSample: UInt32(truncatingIfNeeded: first))
            return loss(share: 1 / Float(task.shards), weights, gradient)
        }

        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            network.plan.dropout = nil
            let rounds = max(1, PublishedDenoiserTask.validationSamples / task.batch)
            let share = 1 / Float(task.shards * rounds)
            var sum = 0.0
            for round in 0..<rounds {
                // Steps that training never reaches.
                batch.fill(task.draws, step: Int(UInt32.max) - round, first: shard * network.samples)
                sum += loss(share: share, weights, nil)
            }
            return sum
        }

        private func loss(
            share: Float, _ weights: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>?
        ) -> Double {
            network.denoisingLoss(
                clean: batch.clean, z: batch.z, sigma: batch.sigma, share: share, weights: weights,
                weightGradients: gradient)
        }
    }
}
