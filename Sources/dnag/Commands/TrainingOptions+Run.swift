import ArgumentParser
import Diffusion
import Foundation

/// The one path that all commands train by.
extension TrainingOptions {
    /// Trains one network to its end or to Ctrl-C, with progress, a log and checkpoints.
    /// - Parameters:
    ///   - title: as people call it
    ///   - phase: by which its checkpoint is named, beside the result
    ///   - own: what must be equal for a checkpoint to be resumed, beside seed, steps, batch, rate and space
    ///   - logEnding: behind the name of the log, where a line trains two networks
    /// - Throws: `CommandError.checkpointExists`, `TrainingError`, `SafetensorsError`, `AtomicFileError`
    func train(
        _ title: String, _ task: any TrainingTask, _ settings: Trainer.Settings, phase: String, _ own: [String: String], logEnding: String = "",
        _ interruption: Interruption
    ) throws -> TrainingSession.Result {
        let run = ["seed": "\(seed)", "steps": "\(settings.steps)", "batch": "\(batch)", "rate": "\(settings.peakRate)"].merging(own) { $1 }
        let session = TrainingSession(
            name: "training \(title)", task: task, settings: settings, run: run, space: space, checkpoint: "\(out).\(phase).checkpoint", seed: seed,
            resume: resume, log: log.map { $0 + logEnding })
        return try session(interruption)
    }

    /// Where the first of two networks is kept until the second is done.
    var firstFile: String { out + ".first" }

    /// The first of two networks: that of an earlier run which is resumed, else a trained one. Where its training is stopped, it goes where the second
    /// would.
    /// - Throws: `TrainingError.otherRun` where the earlier run held out others; also `ExitCode(130)`, by `report`, when it was stopped
    func firstNetwork<Network>(
        read: (String) throws -> Network, about: (Network) -> [String: String], train: () throws -> (Network, TrainingSession.Result), write: (Network, String) throws -> Void,
        report: (TrainingSession.Result) throws -> Void
    ) throws -> Network {
        if resume, FileManager.default.fileExists(atPath: firstFile) {
            let network = try read(firstFile), found = about(network)
            for (setting, expected) in split.about.sorted(by: { $0.key < $1.key }) where found[setting] != expected {
                throw TrainingError.otherRun(file: firstFile, setting: setting, found: found[setting] ?? "missing", expected: expected)
            }
            return network
        }
        let (network, result) = try train()
        try write(network, result.wasInterrupted ? out : firstFile)
        if result.wasInterrupted { try report(result) }
        return network
    }

    /// To be called when the second network is written.
    func removeFirst(after result: TrainingSession.Result) {
        if !result.wasInterrupted { try? FileManager.default.removeItem(atPath: firstFile) }
    }
}

extension TrainingSession.Result {
    /// What goes into the file's metadata: the run, and how it went. How long it took does not: the same line gives the same bytes.
    /// - Parameter measure: what the validation is called there
    func about(_ measure: String, _ more: [String: String] = [:]) -> [String: String] {
        run.merging(["trained_steps": "\(steps)", measure: "\(validation)"]) { $1 }.merging(more) { $1 }
    }

    /// Tells how a run went. - Throws: `ExitCode(130)` when it was interrupted.
    func report(_ file: String, _ quality: String) throws {
        Output.note(
            "\(file): \(steps) steps in \(Progress.time(seconds)), \(quality)"
                + (wasInterrupted ? "; stopped early, --resume goes on" : ""))
        if wasInterrupted { throw ExitCode(130) }
    }
}
