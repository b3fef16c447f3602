import Architectures
import Diffusion
import Tensors

/// Training of the published noise-aware predictor: least squares on the standardised figure of the clean cell, seen through noise σ(t),
/// t uniform, on V. Conditioned on datasets, predictor and encoder are trained together, and the shards take the datasets in turn.
/// Validation is the same loss without dropout on cells that are never trained on.
public struct PublishedPredictorTask: TrainingTask {
    public let configuration: PublishedPredictorConfiguration
    public let targets: [PublishedTarget]
    public let mask: PublishedDenoiser.Mask
    public let sigmas: ClosedRange<Double>
    public let shards = 4
    /// The predictor's weights, then the encoder's.
    public let layout: ParameterLayout
    let predictorCount: Int
    let seed: UInt64
    let batch: Int
    let dropout: Float
    static let validationSamples = 2048

    /// - Parameters:
    ///   - targets: one without features, or any number with features of one width
    ///   - size: `dataset` of it is taken only where the targets have features; their width replaces `features`
    /// - Throws: `TrainingError.noProperties`, `PublishedError.featureWidth`, `PublishedError.oneDatasetEach`
    public init(
        targets: [PublishedTarget], size: PublishedPredictorConfiguration = .conditioned, seed: UInt64,
        mask: PublishedDenoiser.Mask = .lineGraph, sigmas: ClosedRange<Double> = 0.1...5, batch: Int = 256,
        dropout: Float = 0.1
    ) throws {
        guard let first = targets.first else { throw TrainingError.noProperties }
        var size = size
        if let features = first.features {
            size.dataset?.features = features.width
        } else {
            size.dataset = nil
        }
        for target in targets.dropFirst() {
            guard let features = target.features, let expected = first.features?.width else {
                throw PublishedError.oneDatasetEach(properties: targets.map(\.column.name))
            }
            guard features.width == expected else {
                throw PublishedError.featureWidth(file: features.file, found: features.width, expected: expected)
            }
        }
        if let dataset = size.dataset {
            for target in targets { try target.features?.check(for: dataset) }
        }
        configuration = size
        self.targets = targets
        self.mask = mask
        self.sigmas = sigmas
        self.seed = seed
        self.batch = max(batch / shards, 1) * shards
        self.dropout = dropout
        var layout = PublishedPredictor.layout(size)
        predictorCount = layout.count
        if let dataset = size.dataset { layout.append(PublishedDatasetEncoder.layout(dataset)) }
        self.layout = layout
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The predictor with these weights, of all the targets' properties.
    public func predictor(weights: [Float], about: [String: String] = [:]) -> PublishedPropertyPredictor {
        let network = PublishedMetaPredictor(
            configuration: configuration, weights: Array(weights[..<predictorCount]),
            encoderWeights: Array(weights[predictorCount...]))
        return PublishedPropertyPredictor(
            network: network,
            properties: targets.map { .init(name: $0.column.name, mean: $0.mean, deviation: $0.deviation) },
            codes: targets.map { target in
                target.features.map { network.code(images: $0.values, classes: $0.classes, perClass: $0.perClass) } ?? []
            },
            mask: mask, sigmas: sigmas, about: about)
    }

    private final class Worker: TrainingWorker {
        private let task: PublishedPredictorTask
        private let network: PublishedPredictor
        /// One a target, its images loaded; none without datasets.
        private let encoders: [PublishedDatasetEncoder]
        private let draws, validationDraws: [PublishedDraw]
        private let codeGradient: ScratchOwner
        private var batch: PublishedBatch
        private var wanted: [Float]

        init(_ task: PublishedPredictorTask) {
            self.task = task
            let samples = task.batch / task.shards
            network = PublishedPredictor(configuration: task.configuration, samples: samples, dropout: task.dropout)
            network.load(adjacency: repeatElement(task.mask.matrix(), count: samples).flatMap { $0 })
            encoders = task.targets.compactMap { target in
                guard let features = target.features, let size = task.configuration.dataset else { return nil }
                let encoder = PublishedDatasetEncoder(size, classes: features.classes, perClass: features.perClass)
                encoder.load(features.values)
                return encoder
            }
            draws = task.targets.map { PublishedDraw(codes: $0.training, seed: task.seed, sigmas: task.sigmas) }
            validationDraws = task.targets.map {
                PublishedDraw(codes: $0.validation, seed: task.seed, sigmas: task.sigmas)
            }
            codeGradient = ScratchOwner(max(task.configuration.dataset?.code ?? 0, 1))
            batch = PublishedBatch(samples: samples)
            wanted = Array(repeating: 0, count: samples)
        }

        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            let target = (step * task.shards + shard) % task.targets.count
            let first = shard * network.samples
            network.plan.dropout = Dropout(
                seed: task.seed, step: UInt32(truncatingIfNeeded: step), firstSample: UInt32(truncatingIfNeeded: first))
            run(draws[target], target, step: step, first: first, weights)
            let size = task.configuration.dataset?.code ?? 0
            codeGradient.pointer.update(repeating: 0, count: size)
            let loss = network.squaredLoss(
                targets: wanted, share: 1 / Float(task.shards), weights: weights, weightGradients: gradient,
                codeGradient: codeGradient.pointer)
            if !encoders.isEmpty {
                encoders[target].backward(
                    codeGradient: UnsafeBufferPointer(start: codeGradient.pointer, count: size),
                    weights: weights + task.predictorCount, weightGradients: gradient + task.predictorCount)
            }
            return loss
        }

        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            network.plan.dropout = nil
            let rounds = max(1, PublishedPredictorTask.validationSamples / (task.batch * task.targets.count))
            let share = 1 / Float(task.shards * rounds * task.targets.count)
            var sum = 0.0
            for target in task.targets.indices {
                for round in 0..<rounds {
                    // Steps that training never reaches.
                    run(
                        validationDraws[target], target, step: Int(UInt32.max) - round, first: shard * network.samples,
                        weights)
                    sum += network.squaredLoss(targets: wanted, share: share, weights: weights)
                }
            }
            return sum
        }

        private func run(
            _ draws: PublishedDraw, _ target: Int, step: Int, first: Int, _ weights: UnsafePointer<Float>
        ) {
            batch.fill(draws, step: step, first: first)
            for index in wanted.indices { wanted[index] = batch.architectures[index]?.cell.map { task.targets[target].target($0.code) } ?? 0 }
            if !encoders.isEmpty {
                encoders[target].forward(weights: weights + task.predictorCount)
                network.load(code: encoders[target].encoded)
            }
            network.load(clean: batch.clean, z: batch.z, sigma: batch.sigma)
            network.forward(weights: weights)
        }
    }
}

extension PublishedPredictor {
    /// Writes states x₀ + σz, [samples][nodes][ops], and their noise levels.
    func load(clean: [Float], z: [Float], sigma: [Float]) {
        precondition(clean.count == x.count && z.count == x.count && sigma.count == samples)
        let entries = x.count / samples
        let noisy = plan.buffer(x)
        for i in noisy.indices { noisy[i] = clean[i] + sigma[i / entries] * z[i] }
        PublishedFeatures.times(sigma, width: configuration.hidden, into: plan.buffer(time))
    }
}
