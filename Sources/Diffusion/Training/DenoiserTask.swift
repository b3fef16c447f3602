import Architectures
import Platform
import Tensors

/// Denoiser training: cross-entropy of the predicted types and edges (Dieleman et al. 2022), in nats per sample.
///
/// The target is the clean architecture that the noise was added to, or the exact posterior over those trained on given the noisy
/// state. Their gradients have the same expectation; the posterior's lacks the variance of the draw. Validation is the divergence
/// KL(exact ‖ learned), summed over nodes and slots: zero at the optimum.
public struct DenoiserTask: TrainingTask {
    public enum Target: String, Sendable, CaseIterable { case draw, posterior }

    private let source: any DenoisingSource
    private let configuration: DenoiserNetwork.Configuration
    private let batch: Int
    private let target: Target
    public let shards = 4
    public let layout: ParameterLayout

    /// Training on architectures of a space: of a listed one all or some, of another one by its own distribution.
    /// - Parameters:
    ///   - places: those of a listed space to train on; nil: all
    ///   - batch: samples per step; a multiple of the shards
    ///   - width: of the layers, a multiple of four
    ///   - blocks: layers of attention
    public init(
        of space: SearchSpace, places: [Int]? = nil, seed: UInt64, target: Target = .posterior, batch: Int = 256,
        width: Int = 64, blocks: Int = 3, sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        let noise = NoiseSource(seed: seed)
        // Only a target that is a function of the state may be asked for where guidance leads.
        let spread: NoisyDraw.Spread = target == .posterior ? .guided : .forward
        let configuration = DenoiserNetwork.Configuration(width: width, blocks: blocks, feedForward: 2 * width)
        if space.isListed, let list = space.list {
            let places = places ?? Array(0..<list.count)
            self.init(
                ListedSource(places: places, of: space, noise: noise, sigmaRange: sigmaRange, spread: spread), configuration, target: target,
                batch: batch)
        } else {
            self.init(
                FactoredSource(of: space, noise: noise, sigmaRange: sigmaRange, spread: spread), configuration, target: target, batch: batch)
        }
    }

    private init(_ source: any DenoisingSource, _ configuration: DenoiserNetwork.Configuration, target: Target, batch: Int) {
        self.source = source
        self.target = target
        self.batch = max(batch / shards, 1) * shards
        self.configuration = configuration
        layout = DenoiserNetwork(layout: source.space.layout, configuration: configuration, samples: 1).plan.layout
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The denoiser with these weights.
    public func denoiser(weights: [Float], about: [String: String] = [:]) -> LearnedDenoiser {
        LearnedDenoiser(space: source.space, configuration: configuration, weights: weights, about: about)
    }

    private final class Worker: TrainingWorker {
        private static let validationSamples = 4096
        private let task: DenoiserTask
        private let network: DenoiserNetwork
        private let truth: any DenoisingTruth
        private let samples: Int
        private let clean, noisy: UnsafeMutableBufferPointer<Float>
        /// Target probabilities of every sample, and one sample's learned ones.
        private let targets, learned: ScratchOwner
        private var sigmas: [Double]

        init(_ task: DenoiserTask) {
            self.task = task
            samples = task.batch / task.shards
            network = DenoiserNetwork(layout: task.source.space.layout, configuration: task.configuration, samples: samples)
            truth = task.source.makeTruth()
            let dimension = task.source.space.layout.stateDimension
            clean = .allocate(capacity: samples * dimension)
            clean.initialize(repeating: 0)
            noisy = .allocate(capacity: samples * dimension)
            noisy.initialize(repeating: 0)
            targets = ScratchOwner(samples * dimension)
            learned = ScratchOwner(dimension)
            sigmas = Array(repeating: 1, count: samples)
        }

        deinit {
            clean.deallocate()
            noisy.deallocate()
        }

        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            run(forValidation: false, step: step, first: shard * samples, weights: weights)
            network.plan.clearGradients()
            var loss = 0.0
            let dimension = task.source.space.layout.stateDimension
            for index in 0..<samples {
                loss += divergence(index)
                let target = targets.pointer + index * dimension
                for i in 0..<dimension { learned.pointer[i] -= target[i] }
                network.setLossGradient(index, difference: learned.pointer, weight: 1 / Float(task.batch))
            }
            network.plan.backward(weights: weights, weightGradients: gradient)
            return loss / Double(task.batch)
        }

        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            var loss = 0.0
            let rounds = max(1, Self.validationSamples / task.batch)
            for round in 0..<rounds {
                // Steps that training never reaches.
                run(forValidation: true, step: Int(UInt32.max) - round, first: shard * samples, weights: weights)
                for index in 0..<samples { loss += divergence(index) }
            }
            return loss / Double(rounds * task.batch)
        }

        private func run(forValidation: Bool, step: Int, first: Int, weights: UnsafePointer<Float>) {
            let dimension = task.source.space.layout.stateDimension
            for index in 0..<samples {
                let range = index * dimension..<(index + 1) * dimension
                let state = UnsafeMutableBufferPointer(rebasing: noisy[range])
                sigmas[index] = task.source.draw(
                    forValidation: forValidation, step: step, sample: first + index,
                    clean: UnsafeMutableBufferPointer(rebasing: clean[range]), noisy: state)
                if let x = state.baseAddress { network.load(index, x: x, sigma: sigmas[index]) }
            }
            if forValidation || task.target == .posterior {
                if let x = noisy.baseAddress { truth.probabilities(given: x, sigmas: sigmas, into: targets.pointer) }
            } else {
                for i in 0..<samples * dimension { targets.pointer[i] = clean[i] > 0 ? 1 : 0 }
            }
            network.run(weights: weights)
        }

        /// KL(target ‖ learned) of one sample; leaves the learned probabilities in `learned`.
        private func divergence(_ index: Int) -> Double {
            let layout = task.source.space.layout, dimension = layout.stateDimension
            guard let x = noisy.baseAddress.map({ $0 + index * dimension }) else { return 0 }
            network.probabilities(index, x: x, sigma: sigmas[index], into: learned.pointer)
            return Divergence.sum(targets.pointer + index * dimension, learned.pointer, vertices: layout.vertexDimension, count: dimension)
        }
    }
}
