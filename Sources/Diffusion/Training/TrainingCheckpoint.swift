import Foundation
import Tensors

/// Everything a training run needs to go on where it stopped, in one safetensors file.
public enum TrainingCheckpoint {
    private static let format = "dnag training checkpoint 1"

    /// - Parameter run: the options that must be the same for the run to go on.
    /// - Throws: `AtomicFileError`
    public static func write(_ trainer: Trainer, run: [String: String], seconds: Double, to path: String) throws {
        let state = trainer.optimizer
        func tensor(_ values: [Float]) -> Safetensors.Tensor { Safetensors.Tensor(values, shape: [values.count]) }
        var metadata = run
        metadata["format"] = format
        metadata["step"] = String(state.step)
        metadata["best_validation"] = String(trainer.bestValidation)
        metadata["seconds"] = String(seconds)
        try Safetensors(
            metadata: metadata,
            tensors: [
                "weights": tensor(state.weights), "average": tensor(state.average),
                "first_moment": tensor(state.firstMoment), "second_moment": tensor(state.secondMoment),
                "best": tensor(trainer.bestWeights),
            ]
        ).write(to: path)
    }

    /// - Throws: `SafetensorsError`, `TrainingError.notACheckpoint`, `TrainingError.otherRun`
    public static func read(
        _ path: String, run: [String: String], count: Int
    ) throws -> (optimizer: Optimizer, best: (weights: [Float], loss: Double), seconds: Double) {
        let file = try Safetensors(contentsOf: path)
        guard file.metadata["format"] == format else {
            throw TrainingError.notACheckpoint(file: path, reason: "its metadata 'format' is not '\(format)'")
        }
        for (setting, expected) in run.sorted(by: { $0.key < $1.key }) {
            let found = file.metadata[setting] ?? "missing"
            guard found == expected else {
                throw TrainingError.otherRun(file: path, setting: setting, found: found, expected: expected)
            }
        }
        guard let step = file.metadata["step"].flatMap(Int.init), step >= 0,
            let loss = file.metadata["best_validation"].flatMap(Double.init), !loss.isNaN,
            let seconds = file.metadata["seconds"].flatMap(Double.init)
        else { throw TrainingError.notACheckpoint(file: path, reason: "'step', 'best_validation' or 'seconds' is malformed") }
        func values(_ name: String) throws -> [Float] {
            let values = try file.floats(name, shape: [count])
            guard values.allSatisfy(\.isFinite), name != "second_moment" || values.allSatisfy({ $0 >= 0 }) else {
                throw TrainingError.notACheckpoint(file: path, reason: "'\(name)' holds impossible values")
            }
            return values
        }
        let optimizer = Optimizer(
            weights: try values("weights"), average: try values("average"), firstMoment: try values("first_moment"),
            secondMoment: try values("second_moment"), step: step)
        return (optimizer, (try values("best"), loss), seconds)
    }
}
