import Architectures
import Foundation
import Tensors

/// What can be wrong with a training run's inputs.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case noProperties
    case tooFewFigures(column: String, found: Int, least: Int)
    case tooFewArchitectures(column: String, found: Int, least: Int)
    case unknownColumn(table: String, column: String, known: [String])
    case constantColumn(column: String, value: Double)
    case diverged(step: Int, rate: Double)
    case notACheckpoint(file: String, reason: String)
    case notALog(file: String, line: Int, rule: String)
    case logUnwritable(file: String, reason: String)
    case otherRun(file: String, setting: String, found: String, expected: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noProperties:
            "a predictor needs at least one property to learn; pass a table with a numeric column"
        case .tooFewFigures(let column, let found, let least):
            "column '\(column.escaped())' has \(found) figures among the architectures trained on; a predictor needs at least \(least): bring more, or leave the column out"
        case .tooFewArchitectures(let column, let found, let least):
            "column '\(column.escaped())' has figures of \(found) architectures; a tilt-conditioned denoiser needs \(least), half of the space: 'dnag train figures' learns the missing ones, and takes tilts by --method conditioned, too"
        case .unknownColumn(let table, let column, let known):
            "table '\(table.escaped())' has no column '\(column.escaped())'\(Suggestion.text(for: column, among: known, title: "it has"))"
        case .constantColumn(let column, let value):
            "column '\(column.escaped())' is \(value) for every architecture trained on; there is nothing to learn: leave the column out"
        case .diverged(let step, let rate):
            "training diverged at step \(step): its numbers are no longer finite, and nothing is written; a lower --rate than \(rate) may help"
        case .notACheckpoint(let file, let reason):
            "\(file) is not a training checkpoint: \(reason)"
        case .notALog(let file, let line, let rule):
            "\(file) is no log of a training run that could be gone on with: line \(line) \(rule)"
        case .logUnwritable(let file, let reason):
            "\(file): the log cannot be written: \(reason)"
        case .otherRun(let file, let setting, let found, let expected):
            "\(file) belongs to another run: its \(setting) is \(found), this run's is \(expected); give the same options, or another --checkpoint"
        }
    }
}
