import Foundation
import Tensors

/// A user's own command that evaluates an architecture. It is split into words as a shell would, and run without one: what stands for
/// `{arch}` is always part of one word, whatever is in it. It also finds what to evaluate in its environment (`DNAG_ARCH`, `DNAG_ID`) and
/// as JSON on standard input, and prints figures as a JSON object.
public struct EvaluatorCommand: Sendable, Hashable {
    public let text: String
    let words: [String]

    /// - Throws: `EvaluatorError`
    public init(parsing text: String) throws {
        self.text = text
        words = try ShellWords.split(text)
        guard let first = words.first, !first.isEmpty else { throw EvaluatorError.empty }
        if let code = InterpretedWords(words).code.first(where: { $0.contains("{arch}") }) { throw EvaluatorError.architectureAsCode(code) }
    }

    /// The words for one architecture.
    public func words(for task: EvaluatorTask) -> [String] {
        words.map { $0.replacing("{id}", with: "\(task.id)").replacing("{arch}", with: task.architecture) }
    }
}

/// What is wrong with an evaluator before it has run.
public enum EvaluatorError: Error, Hashable, Sendable {
    case empty
    case openQuote(String)
    case shellSyntax(Character, in: String)
    case architectureAsCode(String)
    case cannotStart(String, reason: String)
}

extension EvaluatorError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .empty: "the evaluator is empty; it must be a command, such as 'python3 train.py {arch}'"
        case .openQuote(let text): "the evaluator '\(text.escaped())' has a quote or a backslash that nothing follows"
        case .shellSyntax(let character, let text):
            "the evaluator '\(text.escaped())' has a '\(character)' outside quotes, but no shell reads it; quote it, or write sh -c '…' and \"$DNAG_ARCH\" for the architecture"
        case .architectureAsCode(let text):
            "the evaluator's '\(text.escaped())' would be read as code with the architecture in it; write \"$DNAG_ARCH\" there instead of {arch}"
        case .cannotStart(let command, let reason):
            "the evaluator '\(command.escaped())' cannot be started: \(reason)\(reason == String(cString: strerror(ENOENT)) ? "; give its path, or name what runs it, such as 'python3 train.py'" : "")"
        }
    }
}
