import Architectures
import Diffusion
import Foundation
import Tensors

/// Runs one training task to its end or to Ctrl-C, with progress and checkpoints.
struct TrainingSession {
    let name: String
    let task: any TrainingTask
    let settings: Trainer.Settings
    /// What must be equal for a checkpoint to be resumed.
    let run: [String: String]
    let space: SearchSpace
    let checkpoint: String
    let seed: UInt64
    let resume: Bool
    /// A CSV file that takes a row a step.
    var log: String?

    struct Result {
        let run: [String: String]
        let weights: [Float]
        let validation: Double
        let steps: Int
        let seconds: Double
        let wasInterrupted: Bool
    }

    /// - Throws: `CommandError.checkpointExists`, `TrainingError`, `SafetensorsError`, `AtomicFileError`
    func callAsFunction(_ interruption: Interruption) throws -> Result {
        // The file says by itself which space it is of.
        let kept = space == .usual ? run : run.merging(["space": space.name]) { $1 }
        var earlier = 0.0
        let trainer: Trainer
        var resumed: Int?
        if FileManager.default.fileExists(atPath: checkpoint) {
            guard resume else { throw CommandError.checkpointExists(checkpoint) }
            let state = try TrainingCheckpoint.read(checkpoint, run: kept, count: task.layout.count)
            earlier = state.seconds
            resumed = state.optimizer.step
            trainer = Trainer(task, settings: settings, optimizer: state.optimizer, best: state.best)
            Output.note("going on with \(name) at step \(state.optimizer.step) of \(settings.steps)")
        } else {
            trainer = Trainer(
                task, settings: settings, optimizer: Optimizer(weights: task.layout.initialWeights(seed: seed)))
        }
        let log = try log.map { try TrainingLog(path: $0, resumed: resumed) }
        let start = Date()
        func seconds() -> Double { earlier + Date().timeIntervalSince(start) }
        let progress = Progress(name, from: resumed ?? 0)
        var validation = ""
        var lastFlush = start
        while !trainer.isFinished && !interruption.isRequested {
            let report = trainer.step()
            guard report.gradientNorm.isFinite, report.loss.isFinite, report.validation?.isFinite ?? true else {
                throw TrainingError.diverged(step: report.step, rate: settings.peakRate)
            }
            log?.append(report, seconds: seconds())
            if let value = report.validation {
                validation = "  validation \(value.short), best \(trainer.bestValidation.short)"
                // Before the checkpoint, so that a resumed log lacks no row up to the checkpoint's step.
                try log?.flush()
                try TrainingCheckpoint.write(trainer, run: kept, seconds: seconds(), to: checkpoint)
            }
            if Date().timeIntervalSince(lastFlush) > 1 {
                try log?.flush()
                lastFlush = Date()
            }
            progress.update(
                report.step, of: settings.steps,
                detail: "step \(report.step)  loss \(report.loss.short)  rate \(report.rate.short)" + validation)
        }
        progress.finish()
        try log?.flush()
        if trainer.isFinished {
            try? FileManager.default.removeItem(atPath: checkpoint)
        } else {
            try TrainingCheckpoint.write(trainer, run: kept, seconds: seconds(), to: checkpoint)
        }
        return Result(
            run: run, weights: trainer.bestWeights, validation: trainer.bestValidation, steps: trainer.optimizer.step,
            seconds: seconds(), wasInterrupted: !trainer.isFinished)
    }
}
