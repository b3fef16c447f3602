import Architectures
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Denoiser training: cross-entropy of the predicted types and edges (Dieleman et al. 2022), in nats per sample.
///
/// The target is the clean cell that the noise was added to, or the exact posterior over the training cells given the noisy
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

    /// Training on cells of NAS-Bench-201.
    /// - Parameters:
    ///   - codes: the training cells
    ///   - batch: samples per step; a multiple of the shards
    public init(
        codes: [Int], seed: UInt64, target: Target = .posterior, batch: Int = 256,
        sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        let source = CellSource(
            codes: codes, noise: NoiseSource(seed: seed), sigmaRange: sigmaRange, spread: Self.spread(target))
        self.init(source, target: target, batch: batch)
    }

    /// Training on the networks of MobileNetV3.
    public init(
        networksWithSeed seed: UInt64, target: Target = .posterior, batch: Int = 256, sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        let source = NetworkSource(noise: NoiseSource(seed: seed), sigmaRange: sigmaRange, spread: Self.spread(target))
        self.init(source, target: target, batch: batch)
    }

    private init(_ source: any DenoisingSource, target: Target, batch: Int) {
        self.source = source
        self.target = target
        self.batch = max(batch / shards, 1) * shards
        configuration = DenoiserNetwork.Configuration()
        layout = DenoiserNetwork(layout: source.space.layout, configuration: configuration, samples: 1).plan.layout
    }

    /// Only a target that is a function of the state may be asked for where guidance leads.
    private static func spread(_ target: Target) -> NoisyDraw.Spread { target == .posterior ? .guided : .forward }

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
        private let scratch: ScratchOwner
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
            scratch = ScratchOwner(2 * dimension)
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
            let (p, q) = (scratch.pointer, scratch.pointer + task.source.space.layout.stateDimension)
            for index in 0..<samples {
                loss += divergence(index, against: task.target)
                for i in 0..<task.source.space.layout.stateDimension { p[i] -= q[i] }
                network.setLossGradient(index, difference: p, weight: 1 / Float(task.batch))
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
                for index in 0..<samples { loss += divergence(index, against: .posterior) }
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
            network.run(weights: weights)
        }

        /// KL(target ‖ learned) of one sample; leaves the learned probabilities and the target's in `scratch`.
        private func divergence(_ index: Int, against target: Target) -> Double {
            let layout = task.source.space.layout
            let dimension = layout.stateDimension
            let (p, q) = (scratch.pointer, scratch.pointer + dimension)
            guard let x = noisy.baseAddress.map({ $0 + index * dimension }) else { return 0 }
            network.probabilities(index, x: x, sigma: sigmas[index], into: p)
            switch target {
            case .draw:
                for i in 0..<dimension { q[i] = clean[index * dimension + i] > 0 ? 1 : 0 }
            case .posterior:
                truth.probabilities(given: x, sigma: sigmas[index], into: q)
            }
            return Divergence.sum(q, p, vertices: layout.vertexDimension, count: dimension)
        }
    }
}
