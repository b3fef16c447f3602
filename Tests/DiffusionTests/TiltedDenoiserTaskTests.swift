import Architectures
import Diffusion
import Tensors
import TestSupport
import Testing

@Suite struct TiltedDenoiserTaskTests {
    private func columns() throws -> [BenchmarkTable.Column] { [try Figures.accuracy(), try Figures.column("analog_accuracy")] }

    private func task(seed: UInt64 = 5, batch: Int = 32, width: Int = 24, blocks: Int = 1) throws -> TiltedDenoiserTask {
        try TiltedDenoiserTask(columns: columns(), seed: seed, batch: batch, width: width, blocks: blocks)
    }

    private func stirred(_ task: TiltedDenoiserTask) -> [Float] {
        var generator = PhiloxGenerator(seed: 8)
        return task.layout.initialWeights(seed: 8).map { $0 + 0.05 * Float(generator.normal()) }
    }

    /// Loss and gradient of the whole batch at some weights.
    private func lossAndGradient(
        _ task: TiltedDenoiserTask, _ weights: [Float], step: Int = 3, worker: (any TrainingWorker)? = nil
    ) -> (loss: Double, gradient: [Float]) {
        let worker = worker ?? task.makeWorker()
        var gradient = [Float](repeating: 0, count: task.layout.count)
        let loss = (0..<task.shards).reduce(0) { sum, shard in
            sum + worker.accumulate(step: step, shard: shard, weights: weights, gradient: &gradient)
        }
        return (loss, gradient)
    }

    private func trained(_ task: TiltedDenoiserTask, steps: Int, threads: Int = 2) -> Trainer {
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: steps, validationEvery: 1000, threads: threads, averageDecay: 0.9),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 3)))
        while !trainer.isFinished { _ = trainer.step() }
        return trainer
    }

    @Test func gradientIsTheSlopeOfTheLoss() throws {
        let task = try task(), weights = stirred(task), worker = task.makeWorker()
        let gradient = lossAndGradient(task, weights, worker: worker).gradient.map(Double.init)
        func slope(_ direction: [Double], step: Double) -> Double {
            func loss(_ sign: Double) -> Double {
                lossAndGradient(task, zip(weights, direction).map { $0 + Float(sign * step * $1) }, worker: worker).loss
            }
            return (8 * (loss(0.5) - loss(-0.5)) - (loss(1) - loss(-1))) / (6 * step)
        }
        let length = norm(gradient)
        #expect(length > 0.01)
        // Along the gradient itself the slope is its norm.
        #expect(abs(slope(gradient.map { $0 / length }, step: 0.02) / length - 1) < 2e-3)
        // And for the steepest weight of every tensor.
        for entry in task.layout.entries {
            let range = entry.offset..<entry.offset + entry.count
            let steepest = try #require(range.max { abs(gradient[$0]) < abs(gradient[$1]) })
            var direction = [Double](repeating: 0, count: weights.count)
            direction[steepest] = 1
            let found = slope(direction, step: 0.02)
            #expect(abs(found - gradient[steepest]) < 0.02 * abs(gradient[steepest]) + 5e-4 * length, "\(entry.name)")
        }
    }

    /// Whatever the tilt: the head starts at nothing.
    @Test func untrainedItIsThePosteriorOfIndependentEntries() throws {
        let task = try task()
        let base = task.denoiser(weights: task.layout.initialWeights(seed: 8))
        var generator = PhiloxGenerator(seed: 9)
        for sigma in [0.1, 0.8, 5] {
            let states = try generator.noisyCells(sigma: sigma)
            for tilts in [[:], ["baseline_accuracy": 2.0]] {
                for (state, mean) in zip(states, denoise(try base.tilted(by: tilts), states, sigma: sigma)) {
                    let truth = localPosterior(state.map(Double.init), sigma: sigma).map { 2 * $0 - 1 }
                    #expect(largestDifference(mean.map(Double.init), truth) < 2e-5)
                }
            }
        }
    }

    @Test func drawsFollowFromSeedStepAndShard() throws {
        let task = try task(), weights = stirred(task)
        let first = lossAndGradient(task, weights)
        #expect(lossAndGradient(task, weights) == first)
        #expect(lossAndGradient(task, weights, step: 4).loss != first.loss)
        #expect(lossAndGradient(try self.task(seed: 6), weights).loss != first.loss)
        let worker = task.makeWorker()
        var gradient = [Float](repeating: 0, count: task.layout.count)
        let parts = (0..<4).map { worker.accumulate(step: 3, shard: $0, weights: weights, gradient: &gradient) }
        #expect(Set(parts).count == 4 && parts.reversed().reduce(0, +) > 0)
        // A worker is what it draws, not what it drew before.
        #expect(worker.accumulate(step: 3, shard: 2, weights: weights, gradient: &gradient) == parts[2])
    }

    /// Samples of a shard share tilts in groups of four.
    @Test func batchesAreWholeGroups() throws {
        let weights = stirred(try task())
        let sixteen = lossAndGradient(try task(batch: 16), weights)
        #expect(lossAndGradient(try task(batch: 31), weights) == sixteen)
        #expect(lossAndGradient(try task(batch: 3), weights) == sixteen)
        #expect(lossAndGradient(try task(batch: 32), weights).loss != sixteen.loss)
    }

    /// The targets are tilted: figures that rise and figures that fall teach different things.
    @Test func targetsDependOnTheFigures() throws {
        let column = try Figures.accuracy()
        func loss(_ values: [Double]) throws -> Double {
            let task = try TiltedDenoiserTask(
                columns: [BenchmarkTable.Column(of: .nasbench201, name: "y", values: values)], seed: 1, batch: 32, width: 24, blocks: 1)
            return lossAndGradient(task, task.layout.initialWeights(seed: 8)).loss
        }
        let plain = try loss(column.values)
        #expect(try loss(column.values.map { 3 * $0 + 1 }) == plain)  // only ranks count
        #expect(try loss(column.values.map { -$0 }) != plain)
        // Without figures every score would be the middle, and no tilt would do anything.
        #expect(throws: TrainingError.self) { try loss([Double](repeating: .nan, count: Cell.count)) }
    }

    @Test func trainingLowersTheValidationLoss() throws {
        let task = try task(batch: 64, width: 48)
        let worker = task.makeWorker()
        let start = task.layout.initialWeights(seed: 3)
        let untrained = (0..<task.shards).reduce(0) { $0 + worker.validate(shard: $1, weights: start) }
        #expect(untrained > 0.1)
        let trainer = trained(task, steps: 200)
        #expect(trainer.bestValidation < 0.7 * untrained)
        // Held against the exact tilted posterior, which the training never asks ExactTilts for.
        let exact = try ExactTilts(columns: columns(), in: .nasbench201).tilted(by: ["baseline_accuracy": 4])
        var generator = PhiloxGenerator(seed: 121)
        let states = try generator.noisyCells(sigma: 2)
        let truth = denoise(exact, states, sigma: 2)
        func distance(_ weights: [Float]) throws -> Double {
            let means = denoise(
                try task.denoiser(weights: weights).tilted(by: ["baseline_accuracy": 4]), states, sigma: 2)
            return norm(zip(means, truth).flatMap { zip($0, $1).map { Double($0 - $1) } })
        }
        #expect(try distance(trainer.bestWeights) < 0.8 * distance(start))
    }

    @Test func threadsDoNotChangeTheWeights() throws {
        let task = try task(batch: 16)
        let (one, two) = (trained(task, steps: 4, threads: 1), trained(task, steps: 4, threads: 2))
        #expect(one.optimizer.weights == two.optimizer.weights && one.bestValidation == two.bestValidation)
        #expect(one.optimizer.weights != task.layout.initialWeights(seed: 3))
    }

    /// Eight steps straight are four, a file, and four more.
    @Test func aResumedRunIsTheStraightRunBitForBit() throws {
        let task = try task(batch: 16), run = ["seed": "5"]
        let settings = Trainer.Settings(steps: 8, validationEvery: 1000)
        let start = Optimizer(weights: task.layout.initialWeights(seed: 3))
        let straight = Trainer(task, settings: settings, optimizer: start)
        while !straight.isFinished { _ = straight.step() }
        try withTemporaryFolder { folder in
            let first = Trainer(task, settings: settings, optimizer: start)
            while first.optimizer.step < 4 { _ = first.step() }
            try TrainingCheckpoint.write(first, run: run, seconds: 1, to: folder + "/c")
            let state = try TrainingCheckpoint.read(folder + "/c", run: run, count: task.layout.count)
            let second = Trainer(task, settings: settings, optimizer: state.optimizer, best: state.best)
            while !second.isFinished { _ = second.step() }
            #expect(second.optimizer.weights == straight.optimizer.weights)
            #expect(second.bestWeights == straight.bestWeights && second.bestValidation == straight.bestValidation)
        }
    }

    @Test func nothingToTiltIsRefused() {
        #expect(throws: TrainingError.noProperties) { _ = try TiltedDenoiserTask(columns: [], seed: 1) }
    }
}
