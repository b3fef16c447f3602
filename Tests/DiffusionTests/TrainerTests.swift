import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

@Suite struct TrainerTests {
    private func trained(_ task: any TrainingTask, _ settings: Trainer.Settings) -> Trainer {
        let trainer = Trainer(
            task, settings: settings, optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
        while !trainer.isFinished { _ = trainer.step() }
        return trainer
    }

    @Test func threadsDoNotChangeTheWeights() {
        let task = DenoiserTask(of: .nasbench201, seed: 3, batch: 16)
        let results = [1, 2, 5].map { threads in
            trained(task, Trainer.Settings(steps: 5, validationEvery: 100, threads: threads))
        }
        for other in results.dropFirst() {
            #expect(other.optimizer.weights == results[0].optimizer.weights)
            #expect(other.bestWeights == results[0].bestWeights && other.bestValidation == results[0].bestValidation)
        }
        #expect(results[0].optimizer.weights != task.layout.initialWeights(seed: 4))
    }

    @Test func learnsALine() {
        let trainer = trained(LineTask(), Trainer.Settings(steps: 2000, peakRate: 0.05, averageDecay: 0.95))
        for (weight, truth) in zip(trainer.bestWeights, [2, -1, 0.5] as [Float]) { #expect(abs(weight - truth) < 0.01) }
    }

    @Test func reportsSayWhatHappened() {
        let task = LineTask()
        let settings = Trainer.Settings(steps: 7, peakRate: 0.02, validationEvery: 3)
        let trainer = Trainer(task, settings: settings, optimizer: Optimizer(weights: [0, 0, 0]))
        let schedule = OneCycle(peak: 0.02, steps: 7)
        for step in 0..<7 {
            let worker = task.makeWorker()
            var gradient: [Float] = [0, 0, 0]
            let loss = (0..<4).reduce(0) {
                $0 + worker.accumulate(step: step, shard: $1, weights: trainer.optimizer.weights, gradient: &gradient)
            }
            let report = trainer.step()
            #expect(report.step == step + 1 && report.rate == schedule.rate(at: step))
            #expect(abs(report.loss - loss) < 1e-12)
            #expect(abs(report.gradientNorm / norm(gradient.map(Double.init)) - 1) < 1e-5)
            // Every third step, and the last.
            #expect((report.validation != nil) == [3, 6, 7].contains(report.step))
        }
        #expect(trainer.isFinished)
    }

    /// The best average by validation is kept even when the run gets worse after it.
    @Test func keepsTheBestAverage() {
        let task = LineTask()
        let trainer = Trainer(
            task, settings: Trainer.Settings(steps: 10, validationEvery: 1), optimizer: Optimizer(weights: [0, 0, 0]),
            best: (weights: [2, -1, 0.5], loss: 0))
        while !trainer.isFinished { _ = trainer.step() }
        #expect(trainer.bestWeights == [2, -1, 0.5] && trainer.bestValidation == 0)
        let own = trained(task, Trainer.Settings(steps: 10, validationEvery: 1))
        let worker = task.makeWorker()
        let best = (0..<4).reduce(0) { $0 + worker.validate(shard: $1, weights: own.bestWeights) }
        #expect(own.bestValidation == best)
    }
}
