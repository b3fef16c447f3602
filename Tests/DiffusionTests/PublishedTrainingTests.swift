import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// Training of the published score network, in miniature.
@Suite struct PublishedTrainingTests {
    private static let size = PublishedScoreConfiguration(nodes: 8, ops: 7, layers: 1, width: 8, heads: 2, ff: 8)

    private func task(batch: Int = 16, dropout: Float = 0.1) -> PublishedDenoiserTask {
        PublishedDenoiserTask(
            configuration: Self.size, codes: Array(0..<Cell.count), seed: 5, batch: batch, dropout: dropout)
    }

    private func trained(_ task: any TrainingTask, steps: Int, rate: Double = 1e-3, threads: Int = 2) -> Trainer {
        let trainer = Trainer(
            task, settings: .published(steps: steps, rate: rate, threads: threads, validationEvery: 10),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
        while !trainer.isFinished { _ = trainer.step() }
        return trainer
    }

    private func validation(_ task: PublishedDenoiserTask, _ weights: [Float]) -> Double {
        let worker = task.makeWorker()
        return (0..<task.shards).reduce(0) { $0 + worker.validate(shard: $1, weights: weights) }
    }

    /// A network that says the constant c everywhere has the loss E(σc + z)² = 1 + c²·E[σ²], and E[σ²] = (σmax² − σmin²)/(2 ln(σmax/σmin))
    /// for uniform t.
    @Test(arguments: [0, 0.7] as [Float]) func theLossOfAConstantScore(c: Float) throws {
        let task = task(batch: 256)
        var weights = [Float](repeating: 0, count: task.layout.count)
        let bias = try #require(task.layout.entries.first { $0.name == "head3.bias" })
        for i in bias.offset..<bias.offset + bias.count { weights[i] = c }
        let square = (5.0 * 5 - 0.1 * 0.1) / (2 * log(50.0))
        let expected = 1 + Double(c * c) * square
        // 1,024 draws: about 0.006 for the noise, and for σ² a deviation of 5.3.
        #expect(abs(validation(task, weights) - expected) < 0.03 + 4 * Double(c * c) * 5.3 / 32)
    }

    /// What a step adds up is the gradient of what it says is the loss, dropout included.
    @Test func theGradientIsTheLosss() {
        let task = task(batch: 8)
        let weights = task.layout.initialWeights(seed: 2)
        let worker = task.makeWorker()
        var unused = [Float](repeating: 0, count: weights.count)
        func loss(_ weights: [Float]) -> Double {
            (0..<4).reduce(0) { $0 + worker.accumulate(step: 3, shard: $1, weights: weights, gradient: &unused) }
        }
        var gradient = [Float](repeating: 0, count: weights.count)
        for shard in 0..<4 { _ = worker.accumulate(step: 3, shard: shard, weights: weights, gradient: &gradient) }
        var generator = PhiloxGenerator(seed: 3)
        for _ in 0..<5 {
            // Along a random direction, in single precision.
            let direction = generator.normals(weights.count)
            let step: Float = 2e-4
            let up = loss(zip(weights, direction).map { $0 + step * $1 })
            let down = loss(zip(weights, direction).map { $0 - step * $1 })
            let expected = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            #expect(abs((up - down) / Double(2 * step) - expected) < 0.02 * (1 + abs(expected)))
        }
    }

    @Test func theLossFalls() {
        let task = task(batch: 64, dropout: 0)
        let before = validation(task, task.layout.initialWeights(seed: 4))
        let trainer = trained(task, steps: 1500, rate: 5e-3)
        #expect(trainer.bestValidation < 0.9 * min(before, 1), "\(before) → \(trainer.bestValidation)")
        #expect(abs(validation(task, trainer.bestWeights) - trainer.bestValidation) < 1e-12)
    }

    @Test func threadsDoNotMatter() {
        let results = [1, 2, 3].map { trained(task(), steps: 12, threads: $0) }
        for other in results.dropFirst() {
            #expect(other.optimizer.weights == results[0].optimizer.weights)
            #expect(other.bestWeights == results[0].bestWeights && other.bestValidation == results[0].bestValidation)
        }
    }

    @Test func dropoutIsDrawnAnewEachStepFromTheSeed() {
        let weights = task().layout.initialWeights(seed: 1)
        func loss(_ task: PublishedDenoiserTask, step: Int) -> Double {
            var gradient = [Float](repeating: 0, count: weights.count)
            return task.makeWorker().accumulate(step: step, shard: 1, weights: weights, gradient: &gradient)
        }
        #expect(loss(task(), step: 1) == loss(task(), step: 1))
        #expect(loss(task(), step: 1) != loss(task(dropout: 0), step: 1))
    }

    @Test func aResumedRunIsTheStraightRun() throws {
        let task = task()
        let settings = Trainer.Settings.published(steps: 20, rate: 1e-3, threads: 2, validationEvery: 6)
        let start = Optimizer(weights: task.layout.initialWeights(seed: 4))
        let straight = Trainer(task, settings: settings, optimizer: start)
        while !straight.isFinished { _ = straight.step() }
        try withTemporaryFolder { folder in
            let first = Trainer(task, settings: settings, optimizer: start)
            for _ in 0..<9 { _ = first.step() }
            try TrainingCheckpoint.write(first, run: [:], seconds: 0, to: folder + "/c")
            let state = try TrainingCheckpoint.read(folder + "/c", run: [:], count: task.layout.count)
            let second = Trainer(task, settings: settings, optimizer: state.optimizer, best: state.best)
            while !second.isFinished { _ = second.step() }
            #expect(second.optimizer.weights == straight.optimizer.weights)
            #expect(second.optimizer.average == straight.optimizer.average)
            #expect(second.bestWeights == straight.bestWeights)
        }
    }

    @Test func theRecipe() {
        let settings = Trainer.Settings.published(steps: 250_000, rate: 2e-5, threads: 1)
        #expect(settings.averageDecay == 0.9999 && settings.beta2 == 0.999 && settings.clipNorm == 1)
        #expect(settings.weightDecay == 0 && settings.schedule == .warmUp(steps: 1000) && settings.rampsAverage)
        #expect(trained(LineTask(), steps: 2).optimizer.beta2 == 0.999)
        let plain = Trainer.Settings(steps: 1)
        #expect(plain.schedule == .oneCycle && plain.beta2 == 0.99 && plain.clipNorm == 1 && plain.rampsAverage)
    }

    @Test func aWrittenDenoiserIsReadAsItWas() throws {
        try withTemporaryFolder { folder in
            let task = PublishedDenoiserTask(
                configuration: Self.size, codes: [0, 1, 2], seed: 1, mask: .published, sigmas: 0.2...3, batch: 4)
            let denoiser = task.denoiser(weights: task.layout.initialWeights(seed: 6), about: ["steps": "7"])
            try denoiser.write(to: folder + "/a")
            let read = try PublishedDenoiser(contentsOf: folder + "/a")
            #expect(read.configuration == Self.size && read.mask == .published && read.sigmas == 0.2...3)
            #expect(read.about["steps"] == "7")
            #expect(try PublishedDenoiser(contentsOf: folder + "/a", mask: .lineGraph).mask == .lineGraph)
            try read.write(to: folder + "/b")
            #expect(FileManager.default.contents(atPath: folder + "/a") == FileManager.default.contents(atPath: folder + "/b"))
            let models = [denoiser, read].map { Models(denoiser: $0) }
            let drawn = try models.map { try Generation.samples(2, models: $0, settings: RunSettings(steps: 3), threads: 1) }
            #expect(drawn[0] == drawn[1])

            var file = try Safetensors(contentsOf: folder + "/a")
            file.metadata["mask"] = "holes"
            try file.write(to: folder + "/a")
            #expect(
                errorText { _ = try PublishedDenoiser(contentsOf: folder + "/a") }?
                    .hasSuffix("metadata 'mask' is 'holes'; known: line-graph, published, published-closure") == true)
            file.metadata["mask"] = nil
            file.metadata["sigma_max"] = "0.1"
            try file.write(to: folder + "/a")
            #expect(
                errorText { _ = try PublishedDenoiser(contentsOf: folder + "/a") }?
                    .hasSuffix("metadata 'sigma_max' is 0.1, which is out of range") == true)
        }
    }
}
