import Architectures
import Diffusion
import Tensors
import Testing

@Suite struct DenoiserTaskTests {
    /// Loss and gradient of the whole batch at some weights.
    private func lossAndGradient(
        _ task: DenoiserTask, _ weights: [Float], step: Int = 3
    ) -> (loss: Double, gradient: [Float]) {
        let worker = task.makeWorker()
        var gradient = [Float](repeating: 0, count: task.layout.count)
        let loss = (0..<task.shards).reduce(0) { sum, shard in
            sum + worker.accumulate(step: step, shard: shard, weights: weights, gradient: &gradient)
        }
        return (loss, gradient)
    }

    private func task(_ target: DenoiserTask.Target, codes: [Int] = Array(0..<Cell.count)) -> DenoiserTask {
        // Noise levels at which the targets are neither certain nor empty.
        DenoiserTask(of: .nasbench201, places: codes, seed: 5, target: target, batch: 16, sigmaRange: 0.4...3)
    }

    private func weights(_ task: DenoiserTask) -> [Float] {
        var generator = PhiloxGenerator(seed: 8)
        return task.layout.initialWeights(seed: 8).map { $0 + 0.05 * Float(generator.normal()) }
    }

    @Test(arguments: DenoiserTask.Target.allCases, [false, true])
    func gradientIsTheSlopeOfTheLoss(target: DenoiserTask.Target, half: Bool) throws {
        let task = task(target, codes: half ? PlaceSplit.half(of: .nasbench201, seed: 2) : Array(0..<Cell.count))
        let weights = weights(task)
        let gradient = lossAndGradient(task, weights).gradient.map(Double.init)
        // Along the gradient itself the slope is its norm.
        func slope(_ direction: [Double], step: Double) -> Double {
            func loss(_ sign: Double) -> Double {
                lossAndGradient(task, zip(weights, direction).map { $0 + Float(sign * step * $1) }).loss
            }
            return (8 * (loss(0.5) - loss(-0.5)) - (loss(1) - loss(-1))) / (6 * step)
        }
        let length = norm(gradient)
        #expect(length > 0.01)
        #expect(abs(slope(gradient.map { $0 / length }, step: 0.02) / length - 1) < 2e-3)
        // And for the steepest weight of every tensor.
        for entry in task.layout.entries {
            let range = entry.offset..<entry.offset + entry.count
            let steepest = try #require(range.max { abs(gradient[$0]) < abs(gradient[$1]) })
            var direction = [Double](repeating: 0, count: weights.count)
            direction[steepest] = 1
            let found = slope(direction, step: 0.04)
            #expect(abs(found - gradient[steepest]) < 0.02 * abs(gradient[steepest]) + 5e-4 * length, "\(entry.name)")
        }
    }

    /// An untrained network is the posterior of independent entries: right where a single row decides, at small σ.
    @Test func lossIsZeroWhereTheNetworkIsRight() {
        let task = DenoiserTask(of: .nasbench201, seed: 1, batch: 16, sigmaRange: 0.03...0.06)
        let loss = lossAndGradient(task, task.layout.initialWeights(seed: 1)).loss
        #expect(loss >= 0 && loss < 1e-4)
        let noisy = DenoiserTask(of: .nasbench201, seed: 1, batch: 16, sigmaRange: 1...3)
        #expect(lossAndGradient(noisy, noisy.layout.initialWeights(seed: 1)).loss > 0.1)
    }

    @Test func drawsFollowFromSeedStepAndShard() {
        let task = task(.posterior), weights = weights(task)
        let first = lossAndGradient(task, weights)
        #expect(lossAndGradient(task, weights) == first)
        #expect(lossAndGradient(task, weights, step: 4).loss != first.loss)
        let seeded = DenoiserTask(of: .nasbench201, seed: 6, batch: 16, sigmaRange: 0.4...3)
        #expect(lossAndGradient(seeded, weights).loss != first.loss)
    }

    @Test func trainingLowersTheValidationLoss() {
        let task = DenoiserTask(of: .nasbench201, seed: 3, batch: 32)
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 240, validationEvery: 120, averageDecay: 0.9),
            optimizer: Optimizer(weights: task.layout.initialWeights(seed: 3)))
        let worker = task.makeWorker()
        let untrained = (0..<task.shards).reduce(0) {
            $0 + worker.validate(shard: $1, weights: trainer.optimizer.weights)
        }
        while !trainer.isFinished { _ = trainer.step() }
        #expect(trainer.bestValidation < 0.5 * untrained)
    }
}
