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
    let checkpoint: String
    let seed: UInt64
    let resume: Bool

    struct Result {
        let weights: [Float]
        let validation: Double
        let steps: Int
        let seconds: Double
        let wasInterrupted: Bool
    }

    /// - Throws: `CommandError.checkpointExists`, `TrainingError`, `SafetensorsError`, `AtomicFileError`
    func callAsFunction(_ interruption: Interruption) throws -> Result {
        var earlier = 0.0
        let trainer: Trainer
        if FileManager.default.fileExists(atPath: checkpoint) {
            guard resume else { throw CommandError.checkpointExists(checkpoint) }
            let state = try TrainingCheckpoint.read(checkpoint, run: run, count: task.layout.count)
            earlier = state.seconds
            trainer = Trainer(task, settings: settings, optimizer: state.optimizer, best: state.best)
            Output.note("going on with \(name) at step \(state.optimizer.step) of \(settings.steps)")
        } else {
            trainer = Trainer(
                task, settings: settings, optimizer: Optimizer(weights: task.layout.initialWeights(seed: seed)))
        }
        let start = Date()
        func seconds() -> Double { earlier + Date().timeIntervalSince(start) }
        let progress = Progress(name)
        var detail = ""
        while !trainer.isFinished && !interruption.isRequested {
            let report = trainer.step()
            guard report.gradientNorm.isFinite else {
                throw TrainingError.diverged(step: report.step, rate: settings.peakRate)
            }
            if let validation = report.validation {
                detail = "validation \(validation.fixed(5)), best \(trainer.bestValidation.fixed(5))"
                try TrainingCheckpoint.write(trainer, run: run, seconds: seconds(), to: checkpoint)
            }
            let loss = "step \(report.step)  loss \(report.loss.fixed(4))  "
            progress.update(report.step, of: settings.steps, detail: loss + detail)
        }
        progress.finish()
        if trainer.isFinished {
            try? FileManager.default.removeItem(atPath: checkpoint)
        } else {
            try TrainingCheckpoint.write(trainer, run: run, seconds: seconds(), to: checkpoint)
        }
        return Result(
            weights: trainer.bestWeights, validation: trainer.bestValidation, steps: trainer.optimizer.step,
            seconds: seconds(), wasInterrupted: !trainer.isFinished)
    }
}
