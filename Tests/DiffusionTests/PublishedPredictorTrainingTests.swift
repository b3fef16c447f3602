import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// Training of the published predictor, alone and conditioned on datasets, in miniature.
@Suite struct PublishedPredictorTrainingTests {
    private static let size = PublishedPredictorConfiguration(
        hidden: 8, layers: 2, out: 4, dataset: .init(features: 1, code: 4, hidden: 3))
    private let split = PlaceSplit(of: .nasbench201, seed: 3)

    /// Features of a dataset of so many classes, with 2 samples of each.
    static func features(_ folder: String, _ name: String, classes: Int, width: Int = 3, seed: UInt64 = 1) throws -> DatasetFeatures {
        var generator = PhiloxGenerator(seed: seed)
        let path = "\(folder)/\(name)"
        let tensor = Safetensors.Tensor(generator.normals(classes * 2 * width), shape: [classes, 2, width])
        try Safetensors(tensors: ["features": tensor]).write(to: path)
        return try DatasetFeatures(contentsOf: path)
    }

    private func task(_ targets: [PublishedTarget], batch: Int = 16, dropout: Float = 0.1) throws -> PublishedPredictorTask {
        try PublishedPredictorTask(targets: targets, size: Self.size, seed: 5, batch: batch, dropout: dropout)
    }

    private func alone() throws -> [PublishedTarget] { [try PublishedTarget(column: Figures.accuracy(), split: split)] }

    /// Two properties measured on two datasets of different sizes.
    private func joint() throws -> [PublishedTarget] {
        try withTemporaryFolder { folder in
            [
                try PublishedTarget(
                    column: Figures.accuracy(), split: split, features: Self.features(folder, "a", classes: 3)),
                try PublishedTarget(
                    column: Figures.column("analog_accuracy"), split: split, features: Self.features(folder, "b", classes: 5, seed: 2)),
            ]
        }
    }

    private func trained(_ task: PublishedPredictorTask, steps: Int, rate: Double = 1e-3, threads: Int = 2) -> Trainer {
        let trainer = Trainer(
            task, settings: .published(steps: steps, rate: rate, threads: threads, validationEvery: 20),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
        while !trainer.isFinished { _ = trainer.step() }
        return trainer
    }

    private func validation(_ task: PublishedPredictorTask, _ weights: [Float]) -> Double {
        let worker = task.makeWorker()
        return (0..<task.shards).reduce(0) { $0 + worker.validate(shard: $1, weights: weights) }
    }

    /// A network that says 0 has the mean square of the targets: about one hundredth of a deviation, squared.
    @Test func theLossOfSayingNothing() throws {
        let task = try task(alone(), batch: 512)
        let column = try Figures.accuracy()
        let figures = split.training.map { column.values[$0] }
        let mean = figures.reduce(0, +) / Double(figures.count)
        let deviation = (figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(figures.count)).squareRoot()
        #expect(abs(task.targets[0].mean - mean) < 1e-9 && abs(task.targets[0].deviation - deviation) < 1e-9)
        let squares = split.validation.map { pow((column.values[$0] - mean) / deviation / 100, 2) }
        let expected = squares.reduce(0, +) / Double(squares.count)
        let spread = (squares.reduce(0) { $0 + pow($1 - expected, 2) } / Double(squares.count)).squareRoot()
        let found = validation(task, [Float](repeating: 0, count: task.layout.count))
        // 2,048 draws.
        #expect(abs(found - expected) < 4 * spread / 45)
    }

    @Test func theLossFalls() throws {
        // Parameters are a sum over operations: a small network learns it soon.
        let column = try #require(BenchmarkTable.counted(of: .nasbench201)?["params_m"])
        let task = try PublishedPredictorTask(
            targets: [PublishedTarget(column: column, split: split)], size: .init(hidden: 16, layers: 2, out: 8), seed: 5,
            sigmas: 0.1...1, batch: 64, dropout: 0)
        let nothing = validation(task, [Float](repeating: 0, count: task.layout.count))
        let trainer = trained(task, steps: 1500, rate: 3e-3)
        #expect(trainer.bestValidation < 0.8 * nothing, "\(nothing) → \(trainer.bestValidation)")
    }

    /// Steps add up the gradient of their loss for predictor and encoder alike.
    @Test func theGradientIsTheLosss() throws {
        let task = try task(joint(), batch: 8)
        let worker = task.makeWorker()
        let weights = task.layout.initialWeights(seed: 2)
        var gradient = [Float](repeating: 0, count: weights.count), unused = gradient
        for shard in 0..<4 { _ = worker.accumulate(step: 1, shard: shard, weights: weights, gradient: &gradient) }
        func loss(_ weights: [Float]) -> Double {
            (0..<4).reduce(0) { $0 + worker.accumulate(step: 1, shard: $1, weights: weights, gradient: &unused) }
        }
        var generator = PhiloxGenerator(seed: 3)
        for part in ["forward_w.1", "fc1.weight", "pred1.weight", "intra.sab1.q.weight", "inter.seed", "inter.fc.weight"] {
            let entry = try #require(task.layout.entries.first { $0.name == part })
            let range = entry.offset..<entry.offset + entry.count
            // Along the gradient, so that it shows above single precision's rounding, and a random part.
            let length = norm(range.map { Double(gradient[$0]) })
            #expect(length > 0, "\(part)")
            var direction = [Float](repeating: 0, count: weights.count)
            for i in range { direction[i] = gradient[i] / Float(length) + 0.3 * Float(generator.normal()) / Float(entry.count).squareRoot() }
            let step: Float = 5e-3
            let up = loss(zip(weights, direction).map { $0 + step * $1 }), down = loss(zip(weights, direction).map { $0 - step * $1 })
            let expected = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            #expect(abs((up - down) / Double(2 * step) - expected) < 0.03 * abs(expected) + 1e-5, "\(part)")
        }
    }

    @Test func threadsDoNotMatter() throws {
        let task = try task(joint())
        let results = [1, 2, 3].map { trained(task, steps: 12, threads: $0) }
        for other in results.dropFirst() {
            #expect(other.optimizer.weights == results[0].optimizer.weights)
            #expect(other.bestWeights == results[0].bestWeights && other.bestValidation == results[0].bestValidation)
        }
        // The encoder learned too.
        let start = task.layout.initialWeights(seed: 4)
        for entry in task.layout.entries where entry.name.hasPrefix("intra.") && entry.name.hasSuffix("weight") {
            #expect(results[0].optimizer.weights[entry.offset] != start[entry.offset], "\(entry.name)")
        }
    }

    @Test func aResumedRunIsTheStraightRun() throws {
        let task = try task(joint())
        let settings = Trainer.Settings.published(steps: 10, rate: 1e-3, threads: 2, validationEvery: 4)
        let start = Optimizer(weights: task.layout.initialWeights(seed: 4))
        let straight = Trainer(task, settings: settings, optimizer: start)
        while !straight.isFinished { _ = straight.step() }
        let first = Trainer(task, settings: settings, optimizer: start)
        for _ in 0..<5 { _ = first.step() }
        let second = Trainer(
            task, settings: settings, optimizer: first.optimizer, best: (first.bestWeights, first.bestValidation))
        while !second.isFinished { _ = second.step() }
        #expect(second.optimizer.weights == straight.optimizer.weights && second.bestWeights == straight.bestWeights)
    }

    /// What is written is what was trained, and predicts what the network with the dataset's code says.
    @Test func aWrittenPredictorIsReadAsItWas() throws {
        let targets = try joint()
        let task = try task(targets)
        let predictor = task.predictor(weights: task.layout.initialWeights(seed: 6), about: ["steps": "7"])
        try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/a")
            let read = try #require(try PredictorFile.read(folder + "/a") as? PublishedPropertyPredictor)
            #expect(read.properties.map(\.name) == ["baseline_accuracy", "analog_accuracy"] && read.scales == predictor.scales)
            #expect(read.about["steps"] == "7" && read.configuration == predictor.configuration)
            try read.write(to: folder + "/b")
            #expect(FileManager.default.contents(atPath: folder + "/a") == FileManager.default.contents(atPath: folder + "/b"))
            var generator = PhiloxGenerator(seed: 1)
            let states = try (0..<8).map { _ in try generator.noisyCell(sigma: 0.5).state }
            #expect(
                CleanPredictions.scores(states, by: predictor) == CleanPredictions.scores(states, by: read))
        }
        // One score is one deviation.
        for (target, scale) in zip(targets, predictor.scales) {
            #expect(abs(scale.value(at: 0) - target.mean) < 1e-9 * (1 + abs(target.mean)))
            #expect(abs(scale.value(at: 1) - target.mean - target.deviation) < 1e-9 * (1 + abs(target.mean)))
        }
    }

    @Test func targetsThatDoNotFitAreRefused() throws {
        try withTemporaryFolder { folder in
            let accuracy = try Figures.accuracy()
            let bare = try PublishedTarget(column: accuracy, split: split)
            let three = try PublishedTarget(column: accuracy, split: split, features: Self.features(folder, "a", classes: 2))
            let four = try PublishedTarget(
                column: Figures.column("analog_accuracy"), split: split, features: Self.features(folder, "b", classes: 2, width: 4))
            #expect(errorText { _ = try task([]) } == "\(TrainingError.noProperties)")
            #expect(
                errorText { _ = try task([three, bare]) }
                    == "a predictor of several properties (baseline_accuracy, baseline_accuracy) needs the features of a dataset for each")
            #expect(
                errorText { _ = try task([three, four]) }
                    == "\(folder)/b: its images have 4 features, those of the first dataset 3; all datasets of a predictor need the same")
            let flat = BenchmarkTable.Column(of: .nasbench201, name: "flat", values: [Double](repeating: 2, count: Cell.count))
            #expect(
                errorText { _ = try PublishedTarget(column: flat, split: split) }
                    == "column 'flat' is 2.0 for every architecture trained on; there is nothing to learn: leave the column out")
            let empty = BenchmarkTable.Column(of: .nasbench201, name: "empty", values: [Double](repeating: .nan, count: Cell.count))
            #expect(errorText { _ = try PublishedTarget(column: empty, split: split) }?.contains("has 0 figures") == true)
            try Safetensors(tensors: ["features": .init([1, 2] as [Float], shape: [1, 2])]).write(to: folder + "/c")
            #expect(
                errorText { _ = try DatasetFeatures(contentsOf: folder + "/c") }?
                    .contains("[classes, samples of a class, features]") == true)
            try Safetensors(tensors: ["features": .init([1, .nan] as [Float], shape: [1, 1, 2])]).write(to: folder + "/c")
            #expect(errorText { _ = try DatasetFeatures(contentsOf: folder + "/c") }?.contains("not finite") == true)
        }
    }
}
