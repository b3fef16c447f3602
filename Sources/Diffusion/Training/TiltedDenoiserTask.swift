import Architectures
import Tensors

/// Training of the tilt-conditioned denoiser: cross-entropy towards the exact posterior under the tilted prior p(A)·exp(γᵀy(A)), in
/// nats per sample, over random tilts γ of all properties.
///
/// The figures of all architectures are used: what is learned is this table's tilt, without a predictor's gradient. An architecture without a figure
/// is left out where its property is tilted. Validation is the divergence KL(exact ‖ learned), as in `DenoiserTask`.
public struct TiltedDenoiserTask: TrainingTask {
    let space: SearchSpace
    let list: ArchitectureList
    let columns: [BenchmarkTable.Column]
    let configuration: TiltedNetwork.Configuration
    let scores: [[Double]]
    let draws, validationDraws: NoisyDraw
    let seed: UInt64
    let batch: Int
    public let shards = 4
    public let layout: ParameterLayout

    /// - Parameter batch: samples per step; rounded down to whole groups in every shard
    /// - Throws: `TrainingError.noProperties`, `.tooFewArchitectures` where less than half of the space was measured: what is learned would be the tilt of no
    ///   one's space; `.constantColumn`
    public init(
        columns: [BenchmarkTable.Column], seed: UInt64, batch: Int = 256, width: Int = 384, blocks: Int = 3
    ) throws {
        guard let space = columns.first?.space, let list = space.list else { throw TrainingError.noProperties }
        for column in columns {
            let measured = column.values.filter { !$0.isNaN }
            guard 2 * measured.count >= list.count else {
                throw TrainingError.tooFewArchitectures(column: column.name, found: measured.count, least: (list.count + 1) / 2)
            }
            if let first = measured.first, measured.allSatisfy({ $0 == first }) {
                throw TrainingError.constantColumn(column: column.name, value: first)
            }
        }
        (self.space, self.list) = (space, list)
        self.columns = columns
        self.seed = seed
        configuration = TiltedNetwork.Configuration(width: width, blocks: blocks, properties: columns.count)
        scores = columns.map { NormalScores.of($0.values) }
        let noise = NoiseSource(seed: seed)
        let all = Array(0..<list.count)
        draws = NoisyDraw(places: all, of: space, noise: noise, sigmaRange: 0.03...30, spread: .guided)
        validationDraws = NoisyDraw(places: all, of: space, noise: noise, sigmaRange: space.sigmas, spread: .forward)
        let unit = shards * TiltedDraw.groupSize
        self.batch = max(batch / unit, 1) * unit
        layout = TiltedNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
    }

    public func makeWorker() -> any TrainingWorker { Worker(self) }

    /// The denoiser with these weights.
    public func denoiser(weights: [Float], about: [String: String] = [:]) -> TiltedDenoiser {
        TiltedDenoiser(
            in: space, properties: columns.map(\.info), configuration: configuration, weights: weights, about: about)
    }

    private final class Worker: TrainingWorker {
        private static let validationSamples = 8192
        private let task: TiltedDenoiserTask
        private let network: TiltedNetwork
        private let exact: ListedPosterior
        /// ln prior of each state of a panel, [rows][8].
        private let priors: ScratchOwner
        private let tilted: TiltedDraw
        private let samples: Int
        private let clean, noisy: UnsafeMutableBufferPointer<Float>
        /// Target probabilities of every sample, then one sample's learned ones.
        private let targets, learned: ScratchOwner
        private var sigmas: [Double]
        private var drawn = [Int](repeating: 0, count: TiltedDraw.groupSize)

        init(_ task: TiltedDenoiserTask) {
            self.task = task
            samples = task.batch / task.shards
            network = TiltedNetwork(layout: task.space.layout, configuration: task.configuration, samples: samples)
            exact = ListedPosterior(of: task.space)
            priors = ScratchOwner(Panel.width * task.list.count)
            tilted = TiltedDraw(scores: task.scores, of: task.list, seed: task.seed)
            let dimension = task.space.layout.stateDimension
            clean = .allocate(capacity: dimension)
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
            run(task.draws, step: step, shard: shard, weights: weights)
            network.plan.clearGradients()
            let dimension = task.space.layout.stateDimension
            var loss = 0.0
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
                run(task.validationDraws, step: Int(UInt32.max) - round, shard: shard, weights: weights)
                for index in 0..<samples { loss += divergence(index) }
            }
            return loss / Double(rounds * task.batch)
        }

        private func run(_ draws: NoisyDraw, step: Int, shard: Int, weights: UnsafePointer<Float>) {
            let dimension = task.space.layout.stateDimension
            let groups = samples / TiltedDraw.groupSize
            for group in 0..<groups {
                tilted.draw(step: step, group: shard * groups + group, into: &drawn)
                for (place, architecture) in drawn.enumerated() {
                    let index = group * TiltedDraw.groupSize + place
                    let state = UnsafeMutableBufferPointer(
                        rebasing: noisy[index * dimension..<(index + 1) * dimension])
                    let sigma = draws.draw(
                        step: step, sample: shard * samples + index, place: architecture, clean: clean, noisy: state)
                    sigmas[index] = sigma
                    guard let x = state.baseAddress else { continue }
                    exact.load(index % Panel.width, x, sigma: sigma)
                    tilted.tilts.withUnsafeBufferPointer { tilts in
                        guard let tilts = tilts.baseAddress else { return }
                        network.load(index, x: x, sigma: sigma, tilts: tilts)
                    }
                }
                weigh(group)
            }
            network.run(weights: weights)
        }

        /// Takes in the group's prior, and computes the targets of a panel once all its states are in: a panel holds whole groups.
        private func weigh(_ group: Int) {
            let first = group * TiltedDraw.groupSize % Panel.width
            for row in 0..<task.list.count {
                for slot in first..<first + TiltedDraw.groupSize { priors.pointer[row * Panel.width + slot] = tilted.logPrior[row] }
            }
            let end = (group + 1) * TiltedDraw.groupSize
            guard end % Panel.width == 0 || end == samples else { return }
            exact.compute(priors: priors.pointer)
            exact.gather(exact.weights)
            let dimension = task.space.layout.stateDimension
            for index in (end - 1) / Panel.width * Panel.width..<end {
                let target = targets.pointer + index * dimension
                exact.mean(index % Panel.width, into: target)
                for i in 0..<dimension { target[i] = min(1, max(0, (target[i] + 1) / 2)) }
            }
        }

        /// KL(target ‖ learned) of one sample; leaves the learned probabilities in `learned`.
        private func divergence(_ index: Int) -> Double {
            let dimension = task.space.layout.stateDimension
            guard let x = noisy.baseAddress.map({ $0 + index * dimension }) else { return 0 }
            network.probabilities(index, x: x, sigma: sigmas[index], into: learned.pointer)
            return Divergence.sum(
                targets.pointer + index * dimension, learned.pointer, vertices: task.space.layout.vertexDimension,
                count: dimension)
        }
    }
}
