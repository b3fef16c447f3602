import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// The exact engine in a space whose E is free: NAS-Bench-Graph.
@Suite struct ListedGraphTests {
    private static let space = SearchSpace.nasbenchGraph
    /// [26206][80].
    private static let states: [[Float]] = (0..<26_206).compactMap { Architecture(place: $0, of: space)?.state }

    /// By the formula, over every network.
    @Test(arguments: [0.2, 0.8, 5]) func thePosteriorIsTheSumOverAll(sigma: Double) throws {
        var random = PhiloxGenerator(seed: 5, stream: UInt32(sigma * 10))
        let prior = Self.states.indices.map { Double($0 % 13) / 5 }
        let x = (0..<Panel.width).map { n in Self.states[n * 3_001].map { $0 + Float(sigma * random.normal()) } }
        let means = denoise(ExactDenoiser(of: Self.space, logPrior: prior), x, sigma: sigma)
        for (x, mean) in zip(x, means) {
            let exponents = zip(Self.states, prior).map { state, prior in
                prior - zip(state, x).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) } / (2 * sigma * sigma)
            }
            let top = exponents.max() ?? 0, raw = exponents.map { exp($0 - top) }, total = raw.reduce(0, +)
            var truth = [Double](repeating: 0, count: x.count)
            for (weight, state) in zip(raw, Self.states) where weight > 0 {
                for i in truth.indices { truth[i] += weight / total * Double(state[i]) }
            }
            #expect(largestDifference(mean.map(Double.init), truth) < 2e-5)
        }
    }

    /// Sampling with the exact denoiser gives networks, trees as often as there are of them.
    @Test func samplesAreNetworks() throws {
        let space = Self.space
        let samples = try Generation.samples(
            2_048, models: Models(denoiser: ExactDenoiser(of: space)), settings: RunSettings(seed: 3, schedule: NoiseSchedule(of: space), steps: 20),
            threads: 2)
        #expect(samples.count { $0.isValid } >= 2_046)
        let list = try #require(space.list)
        var shares: [[Bool]: Double] = [:], own: [[Bool]: Double] = [:]
        for sample in samples { if let place = sample.architecture?.place { shares[list.edges(at: place), default: 0] += 1 / 2_048 } }
        for place in 0..<list.count { own[list.edges(at: place), default: 0] += 1 / 26_206 }
        for (tree, share) in own {
            #expect(abs((shares[tree] ?? 0) - share) < 5 * (share * (1 - share) / 2_048).squareRoot(), "tree \(tree)")
        }
    }

    /// Operations do not tell a network's links: a figure of the links alone is learned, since the links are shown, and is the same on any number of
    /// threads, kept in a file or not.
    @Test func figuresOfFreeEdgesAreLearned() throws {
        let list = try #require(Self.space.list)
        let values = (0..<list.count).map { place in
            Double(zip(list.edges(at: place), 1...).reduce(0) { $0 + ($1.0 ? $1.1 : 0) }) + Double(list.types(at: place)[1]) / 10
        }
        let column = BenchmarkTable.Column(of: Self.space, name: "links", values: values)
        let targets = try PropertyTargets(columns: [column], split: PlaceSplit(of: Self.space, seed: 1))
        let task = ListedTask(targets: targets, seed: 3, batch: 128, width: 48, blocks: 1)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 500, peakRate: 5e-3, validationEvery: 500, threads: 2, averageDecay: 0.99),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
        while !trainer.isFinished { _ = trainer.step() }
        let predictor = task.predictor(weights: trainer.bestWeights)
        let error = try #require(task.errors(of: predictor).first)
        #expect(error.heldOut < 0.15, "\(error)")
        let noisy = Array(Self.states[..<8])
        try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/a")
            let read = try ListedPredictor(contentsOf: folder + "/a", threads: 1)
            #expect(read.space == Self.space && predict(read, noisy, sigma: 1).map(\.means) == predict(predictor, noisy, sigma: 1).map(\.means))
            #expect(read.estimates(of: 0) == predictor.estimates(of: 0))
        }
    }

    /// A denoiser is trained on a list like any other: what it does not know of the exact posterior becomes less.
    @Test func aDenoiserIsTrained() throws {
        let task = DenoiserTask(of: Self.space, seed: 2, batch: 32, sigmaRange: 0.4...3)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 60, peakRate: 2e-3, validationEvery: 20, threads: 2),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
        var validations: [Double] = []
        while !trainer.isFinished { if let validation = trainer.step().validation { validations.append(validation) } }
        let first = try #require(validations.first), last = try #require(validations.last)
        #expect(validations.count == 3 && last < 0.9 * first, "\(validations)")
    }
}
