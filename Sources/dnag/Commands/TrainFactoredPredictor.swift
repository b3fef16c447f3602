import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train predictor` of a space of blocks that has no list
///
/// First the surrogate of a figure of clean architectures, on the labelled rows; its calibration, on the measured ones, has a closed form. Then the
/// noise-aware predictor of that, and of what is known to be a sum over blocks, patterns and nodes.
struct TrainFactoredPredictor {
    let training: TrainingOptions
    let property, labelled: String
    let measured: String?
    let firstSteps, steps: Int
    let surrogateFile: String

    func callAsFunction() throws {
        // What is missing is said before anything is trained.
        let additive = try EmbeddedModels.additiveProperties(of: training.space)
        try Output.check([training.out, surrogateFile, training.log])
        let interruption = Interruption()
        guard let surrogate = try surrogate(interruption) else { return }
        let targets = FactoredTargets(surrogate, additive: additive)
        let task = PredictorTask(targets: targets, seed: training.seed, batch: training.batch)
        let settings = Trainer.Settings(steps: steps, peakRate: training.rate ?? 2e-3, threads: training.threads, weightDecay: 0.02)
        let result = try training.train(
            "predictor", task, settings, phase: "networks",
            ["network": "predictor", "phase": "networks", "columns": targets.properties.map(\.info.name).joined(separator: ",")].merging(
                training.split.about
            ) { $1 }, interruption)
        let about = result.about("validation_error")
        try task.predictor(weights: result.weights, about: about).write(to: training.out)
        try result.report(training.out, "mean squared error against estimates of the posterior means \(result.validation.fixed(5))")
    }

    /// The surrogate: of an earlier run that is resumed, else trained. - Throws: also `ExitCode` when training was stopped
    private func surrogate(_ interruption: Interruption) throws -> FactoredSurrogate? {
        if training.resume, FileManager.default.fileExists(atPath: surrogateFile) {
            return try FactoredSurrogate(contentsOf: surrogateFile)
        }
        let labels = try NetworkTables.read(labelled, of: training.space)
        let measurements = try measured.map { try NetworkTables.read($0, of: training.space) }
        let column = measured == nil ? property : FactoredTargets.labels(of: property)
        let task = try SurrogateTask(
            of: training.space, architectures: labels.architectures, property: property, labels: try labels.needed(column), column: column,
            seed: training.seed, batch: training.batch)
        let rows = try measurements.map(measuredRows)
        let settings = Trainer.Settings(steps: firstSteps, peakRate: 3e-3, validationEvery: 100, threads: training.threads, weightDecay: 0.3)
        let result = try training.train(
            "surrogate", task, settings, phase: "surrogate", ["network": "surrogate"].merging(training.split.about) { $1 }, logEnding: ".surrogate", interruption)
        guard !result.wasInterrupted else {
            Output.note("the surrogate's training was stopped after \(result.steps) steps; --resume goes on")
            throw ExitCode(130)
        }
        let about = result.run.merging(["validation_error": "\(result.validation)"]) { $1 }
        let raw = task.surrogate(weights: result.weights)
        let surrogate = rows.map { raw.calibrated(on: $0.architectures, measured: $0.values) } ?? raw
        try surrogate.with(about: about).write(to: surrogateFile)
        Output.note(
            "\(surrogateFile): \(result.steps) steps in \(Progress.time(result.seconds)), \((100 * (1 - result.validation)).fixed(1)) % of what the sum leaves of validation rows explained"
        )
        return surrogate
    }

    /// The measured architectures that the calibration may see.
    private func measuredRows(_ table: BenchmarkTable) throws -> (architectures: [Architecture], values: [Double]) {
        let values = try table.needed(property)
        let split = training.split.split(rows: table.architectures)
        let rows = (split.training + split.validation).filter { !values[$0].isNaN }
        guard rows.count >= 100 else {
            throw TrainingError.tooFewFigures(column: property, found: rows.count, least: 100)
        }
        return (rows.map(table.architecture), rows.map { values[$0] })
    }
}

extension BenchmarkTable {
    /// - Throws: `TrainingError.unknownColumn`
    func needed(_ property: String) throws -> [Double] {
        guard let figures = figures(of: property) else {
            throw TrainingError.unknownColumn(table: name, column: property, known: columns.map(\.name))
        }
        return figures
    }
}
