import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TrainingCheckpointTests {
    private let run = ["seed": "3", "batch": "8", "target": "draw"]

    /// 30 steps straight are 15, a file, and 15 more.
    @Test func aResumedRunIsTheStraightRunBitForBit() throws {
        let task = DenoiserTask(of: .nasbench201, seed: 3, target: .draw, batch: 8)
        let settings = Trainer.Settings(steps: 30, validationEvery: 10, weightDecay: 0.01)
        let start = Optimizer(weights: task.layout.initialWeights(seed: 4))
        let straight = Trainer(task, settings: settings, optimizer: start)
        while !straight.isFinished { _ = straight.step() }

        try withTemporaryFolder { folder in
            let path = folder + "/checkpoint"
            let first = Trainer(task, settings: settings, optimizer: start)
            while first.optimizer.step < 15 { _ = first.step() }
            try TrainingCheckpoint.write(first, run: run, seconds: 12.5, to: path)
            let (optimizer, best, seconds) = try TrainingCheckpoint.read(path, run: run, count: task.layout.count)
            #expect(seconds == 12.5 && optimizer.step == 15)
            #expect(best.loss == first.bestValidation && best.weights == first.bestWeights)
            let second = Trainer(task, settings: settings, optimizer: optimizer, best: best)
            while !second.isFinished { _ = second.step() }
            #expect(second.optimizer.weights == straight.optimizer.weights)
            #expect(second.optimizer.average == straight.optimizer.average)
            #expect(second.optimizer.firstMoment == straight.optimizer.firstMoment)
            #expect(second.optimizer.secondMoment == straight.optimizer.secondMoment)
            #expect(second.bestWeights == straight.bestWeights && second.bestValidation == straight.bestValidation)
            #expect(second.optimizer.weights != first.optimizer.weights)
        }
    }

    /// A checkpoint before the first validation has no best loss yet: infinity survives the file.
    @Test func aCheckpointBeforeAnyValidation() throws {
        try withTemporaryFolder { folder in
            let trainer = Trainer(
                LineTask(), settings: Trainer.Settings(steps: 10), optimizer: Optimizer(weights: [1, 2, 3]))
            _ = trainer.step()
            try TrainingCheckpoint.write(trainer, run: run, seconds: 0, to: folder + "/c")
            #expect(try TrainingCheckpoint.read(folder + "/c", run: run, count: 3).best.loss == .infinity)
        }
    }

    /// The error of reading a changed copy of a good checkpoint; nil when it is read. PATH stands for its path.
    private func readingError(
        run options: [String: String] = [:], count: Int = 3, _ change: (inout Safetensors) -> Void = { _ in }
    ) throws -> String? {
        try withTemporaryFolder { folder in
            let path = folder + "/c"
            let trainer = Trainer(
                LineTask(), settings: Trainer.Settings(steps: 10), optimizer: Optimizer(weights: [1, 2, 3]))
            try TrainingCheckpoint.write(trainer, run: run, seconds: 1, to: path)
            var file = try Safetensors(contentsOf: path)
            change(&file)
            try file.write(to: path)
            return errorText { _ = try TrainingCheckpoint.read(path, run: options, count: count) }?
                .replacingOccurrences(of: path, with: "PATH")
        }
    }

    @Test func otherOptionsAreRefused() throws {
        let advice = "give the same options, or another --checkpoint"
        #expect(try readingError(run: ["batch": "8", "seed": "3"]) == nil)
        #expect(
            try readingError(run: ["batch": "8", "seed": "4"])
                == "PATH belongs to another run: its seed is 3, this run's is 4; \(advice)")
        #expect(
            try readingError(run: ["table": "x.csv"])
                == "PATH belongs to another run: its table is missing, this run's is x.csv; \(advice)")
    }

    @Test func filesThatAreNoCheckpointAreRefused() throws {
        #expect(
            try readingError { $0.metadata["format"] = "other" }
                == "PATH is not a training checkpoint: its metadata 'format' is not 'dnag training checkpoint 1'")
        for (key, value) in [("step", "-1"), ("step", "many"), ("best_validation", ""), ("seconds", "x")] {
            #expect(
                try readingError { $0.metadata[key] = value }
                    == "PATH is not a training checkpoint: 'step', 'best_validation' or 'seconds' is malformed")
        }
        #expect(try readingError(count: 4) == "PATH: tensor 'weights': shape is [3], expected [4]")
        #expect(try readingError { $0.tensors["best"] = nil } == "PATH: tensor 'best' is missing")
    }
}
