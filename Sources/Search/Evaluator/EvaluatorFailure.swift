import Foundation
import Tensors

/// Why an evaluation gave no figures.
public struct EvaluatorFailure: Error, Hashable, Sendable {
    public enum Cause: Error, Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
        case timeout(seconds: Double)
        /// - inLine: a line that has one in its middle
        case noObject(inLine: String? = nil)
        case malformed(String)
        /// The last object has no end.
        case unfinished(String)
        /// A list instead of an object.
        case list(String)
        case twice(column: String)
        /// The last object lies within one that is longer than what is read.
        case tooLong(limit: Int)
        case lacksColumn(String, given: [String])
        case notANumber(column: String, value: String)
        case system(call: String, reason: String)
    }

    public let cause: Cause
    /// The last lines that it wrote to its error stream.
    public let errors: String

    public init(_ cause: Cause, errors: String = "") {
        self.cause = cause
        self.errors = errors
    }
}

extension EvaluatorFailure.Cause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exit(let status): "it ended with status \(status)"
        case .signal(let number): "it was ended by signal \(number) (\(String(cString: strsignal(number))))"
        case .timeout(let seconds): "it took longer than \(String(format: "%g", seconds)) s"
        case .noObject(nil): "it printed no JSON object; it must print one at the beginning of a line, such as {\"accuracy\": 93.1}"
        case .noObject(.some(let line)):
            "it printed no JSON object at the beginning of a line; print nothing before it in '\(line.escaped())'"
        case .malformed(let line): "the last object that it printed is no JSON: \(line.escaped())\(Self.advice(on: line))"
        case .unfinished(let line): "the last object that it printed has no end: \(line.escaped())\(Self.advice(on: line))"
        case .list(let line): "it printed a list at the end: \(line.escaped()); print the object with its figures alone, and last"
        case .twice(let column): "its JSON object names '\(column.escaped())' twice; one name has one value"
        case .tooLong(let limit):
            "the last object that it printed is longer than the \(limit >> 20) MiB that are read; print the figures in an object of their own, and last"
        case .lacksColumn(let column, let given):
            "its JSON object lacks '\(column.escaped())'; it has: \(given.isEmpty ? "nothing" : given.joined(separator: ", ").escaped(limit: 200))"
        case .notANumber(let column, let value): "its '\(column.escaped())' is \(value.escaped()); it must be a finite number"
        case .system(let call, let reason): "it could not be run: \(call): \(reason)"
        }
    }

    /// What to do about what is often printed instead.
    private static func advice(on line: String) -> String {
        if line.contains("NaN") || line.contains("Infinity") {
            return " (NaN and Infinity are no JSON numbers: print a finite number, or end with another status than 0)"
        }
        return line.contains("{'") || line.contains("True") || line.contains("False") || line.contains("None") || line.contains("': ")
            ? " (that is Python's own way to write it: print json.dumps(…))" : ""
    }
}

extension EvaluatorFailure: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }
    public var description: String { cause.description }

    /// With the last lines of its error stream, indented.
    public var details: String {
        let lines = errors.split(whereSeparator: \.isNewline).suffix(10)
        return lines.isEmpty
            ? description : "\(description); the end of what it wrote to its error stream:\n" + lines.map { "    \(String($0).escaped(limit: 400))" }.joined(separator: "\n")
    }
}
