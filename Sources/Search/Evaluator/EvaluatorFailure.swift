import Foundation

/// Why an evaluation gave no figures.
public struct EvaluatorFailure: Error, Hashable, Sendable {
    public enum Cause: Error, Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
        case timeout(seconds: Double)
        case noObject
        case malformed(String)
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
        case .noObject: "it printed no JSON object; it must print one at the beginning of a line, such as {\"accuracy\": 93.1}"
        case .malformed(let line):
            "what it printed is no JSON object: \(line)\(line.contains("NaN") || line.contains("Infinity") ? " (NaN and Infinity are no JSON numbers)" : "")"
        case .lacksColumn(let column, let given):
            "its JSON object lacks '\(column)'; it has: \(given.isEmpty ? "nothing" : given.joined(separator: ", "))"
        case .notANumber(let column, let value): "its '\(column)' is \(value); it must be a finite number"
        case .system(let call, let reason): "it could not be run: \(call): \(reason)"
        }
    }
}

extension EvaluatorFailure: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }
    public var description: String { cause.description }

    /// With the last lines of its error stream, indented.
    public var details: String {
        let lines = errors.split(whereSeparator: \.isNewline).suffix(10)
        return lines.isEmpty ? description : "\(description); the end of what it wrote to its error stream:\n" + lines.map { "    \($0)" }.joined(separator: "\n")
    }
}
