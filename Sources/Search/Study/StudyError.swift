import Foundation
import Tensors

/// What can be wrong with a study's file.
public enum StudyError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case busy(path: String, seconds: Double)
    case notAStudy(path: String)
    case damaged(path: String, line: Int, rule: String)
    case differs(path: String, key: String, there: String, here: String)
    case otherSpace(path: String, space: String, wanted: String)
    case unknownSpace(path: String, space: String, known: [String])
}

/// What an event must not do.
public enum StudyFault: Error, Hashable, Sendable {
    case checksum
    case header(key: String, value: String, rule: String)
    case wrongFirst(Int, expected: Int)
    case nothingProposed
    case overBudget(Int)
    case badArchitecture(String, reason: String)
    case proposedTwice(String, id: Int)
    case unknownID(Int, count: Int)
    case notProposed(String)
    case notQueued(id: Int, state: String)
    case toldOtherwise(id: Int, state: String)
    case notRequeuable(id: Int, state: String)
    case lacksColumn(String, id: Int, given: [String])
    case notFinite(column: String, id: Int, value: Double)
    case malformed(String)
}

extension StudyError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
        case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason); nothing of this was noted"
        case .busy(let path, let seconds):
            "\(path): another process has this study open, and still had after \(String(format: "%g", seconds)) s; nothing was noted"
        case .notAStudy(let path): "\(path): is no study: its first line is not one that 'dnag search new' or 'dnag search run' writes"
        case .damaged(let path, let line, let rule): "\(path), line \(line): \(rule); nothing was changed"
        case .differs(let path, let key, let there, let here):
            "\(path): is another study: its \(key) is '\(there)', and '\(here)' is asked for; leave it out to go on with the study"
        case .otherSpace(let path, let space, let wanted): "\(path): is a study of the space '\(space)', not '\(wanted)'"
        case .unknownSpace(let path, let space, let known):
            "\(path), line 1: is a study of the space '\(space)', which this version does not know; known: \(known.joined(separator: ", "))"
        }
    }
}

extension StudyFault: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .checksum: "the line is not as it was written, or one before it is missing: its checksum does not match"
        case .header(let key, let value, let rule): "'\(key)' is '\(value)'; it must be \(rule)"
        case .wrongFirst(let first, let expected): "the round starts with evaluation \(first); it must start with \(expected)"
        case .nothingProposed: "the round has no architecture"
        case .overBudget(let budget): "the round exceeds the budget of \(budget) evaluations"
        case .badArchitecture(let text, let reason): "'\(text)' is no architecture: \(reason)"
        case .proposedTwice(let text, let id): "'\(text)' was proposed before, as evaluation \(id)"
        case .unknownID(let id, let count):
            "there is no evaluation \(id); \(count == 0 ? "none was proposed yet" : "they are numbered 0 to \(count - 1)")"
        case .notProposed(let text): "'\(text)' was never proposed by this study"
        case .notQueued(let id, let state): "evaluation \(id) cannot be handed out: it is \(state)"
        case .toldOtherwise(let id, let state): "evaluation \(id) cannot be told: it is already \(state)"
        case .notRequeuable(let id, let state): "evaluation \(id) cannot be put back: it is \(state)"
        case .lacksColumn(let column, let id, let given):
            "the figures of evaluation \(id) lack '\(column)'; given: \(given.isEmpty ? "none" : given.joined(separator: ", "))"
        case .notFinite(let column, let id, let value): "'\(column)' of evaluation \(id) is \(value); it must be a finite number"
        case .malformed(let reason): "the line has not the form of a study's: \(reason)"
        }
    }

    /// What was found wrong in a line.
    static func text(of error: any Error) -> String {
        switch error {
        case let fault as StudyFault: fault.description
        case let error as SearchError: error.description
        case DecodingError.keyNotFound(let key, _): malformed("it lacks '\(key.stringValue)'").description
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
            malformed(
                "\(context.codingPath.last.map { "'\($0.stringValue)': " } ?? "")\(context.debugDescription)").description
        default: malformed(error.plainReason).description
        }
    }
}
