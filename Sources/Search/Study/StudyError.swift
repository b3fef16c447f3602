import Foundation
import Tensors

/// What can be wrong with a study's file.
public enum StudyError: Error, Hashable, Sendable {
    case cannotOpen(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    /// It is no plain file but something else.
    case notAFile(path: String, kind: String)
    case tooLong(path: String, bytes: Int, limit: Int)
    /// It is not as this process left it; what is known was kept elsewhere, if that could be done.
    case changed(path: String, StudyFileChange, kept: String?)
    case smallerBudget(path: String, budget: Int, asked: Int)
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
    case neverHandedOut(id: Int, state: String)
    case givenBefore(String)
    case isEvaluation(String, id: Int)
    case tooManyGiven(Int, most: Int)
    case badGrowth(to: Int, from: Int)
    case notQueued(id: Int, state: String)
    case toldOtherwise(id: Int, state: String)
    case notRequeuable(id: Int, state: String)
    case lacksColumn(String, of: String, given: [String])
    case notFinite(column: String, of: String, value: Double)
    case malformed(String)
}

extension StudyError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "\(path.escaped(limit: 400)): cannot be opened: \(reason)\(reason == String(cString: strerror(ENOENT)) ? "; 'dnag search new' or 'run' makes it, with --objective" : "")"
        case .cannotWrite(let path, let reason): "\(path.escaped(limit: 400)): cannot be written: \(reason); nothing of this was noted"
        case .notAFile(let path, let kind): "\(path.escaped(limit: 400)): is \(kind); --study must name a plain file"
        case .tooLong(let path, let bytes, let limit):
            "\(path.escaped(limit: 400)): has \(bytes) bytes; a study has at most \(limit >> 20) MiB"
        case .changed(let path, let change, .some(let kept)):
            "\(path.escaped(limit: 400)): \(change.words) while it was open here; all that is known is kept in \(kept.escaped(limit: 400)): go on with --study \(kept.escaped(limit: 400))"
        case .changed(let path, let change, nil):
            "\(path.escaped(limit: 400)): \(change.words) while it was open here, and what is known could not be kept beside it nor in the folder for temporary files"
        case .smallerBudget(let path, let budget, let asked):
            "\(path.escaped(limit: 400)): its budget is \(budget), and \(asked) is asked for; a budget can only grow: leave --budget out, or ask for more than \(budget)"
        case .busy(let path, let seconds):
            "\(path.escaped(limit: 400)): another process has this study open, and still had after \(String(format: "%g", seconds)) s; nothing was noted: wait for it, or longer with --wait"
        case .notAStudy(let path): "\(path.escaped(limit: 400)): is no study: its first line is not one that 'dnag search new' or 'dnag search run' writes"
        case .damaged(let path, let line, let rule): "\(path.escaped(limit: 400)), line \(line): \(rule); nothing was changed"
        case .differs(let path, let key, let there, let here):
            "\(path.escaped(limit: 400)): is another study: its \(key) is '\(there.escaped(limit: 300))', and '\(here.escaped(limit: 300))' is asked for; leave it out to go on with the study"
        case .otherSpace(let path, let space, let wanted): "\(path.escaped(limit: 400)): is a study of the space '\(space.escaped())', not '\(wanted)'"
        case .unknownSpace(let path, let space, let known):
            "\(path.escaped(limit: 400)), line 1: is a study of the space '\(space.escaped())', which is not known here; known: \(known.joined(separator: ", ")); 'dnag space import' makes a space of your own known"
        }
    }
}

extension StudyFault: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .checksum: "the line is not as it was written, or one before it is missing: its checksum does not match"
        case .header(let key, let value, let rule): "'\(key)' is '\(value.escaped())'; it must be \(rule)"
        case .wrongFirst(let first, let expected): "the round starts with evaluation \(first); it must start with \(expected)"
        case .nothingProposed: "the round has no architecture"
        case .overBudget(let budget): "the round exceeds the budget of \(budget) evaluations"
        case .badArchitecture(let text, let reason): "'\(text.escaped(limit: 200))' is no architecture: \(reason)"
        case .proposedTwice(let text, let id): "'\(text.escaped(limit: 200))' was proposed before, as evaluation \(id)"
        case .unknownID(let id, let count):
            "there is no evaluation \(id); \(count == 0 ? "none was proposed yet" : "they are numbered 0 to \(count - 1)")"
        case .neverHandedOut(let id, let state): "evaluation \(id) was never handed out: it is \(state)"
        case .givenBefore(let text): "the figures of '\(text.escaped(limit: 200))' were given before, and others"
        case .isEvaluation(let text, let id): "'\(text.escaped(limit: 200))' is evaluation \(id) of this study; tell its figures with --id \(id)"
        case .tooManyGiven(let count, let most):
            "figures of \(count) architectures are too many: at most \(most) can be given, since a surrogate learns from all of them; choose the best and some others"
        case .badGrowth(let budget, let old):
            "the budget of \(old) cannot become \(budget); it can only grow, to at most \(StudyHeader.largestBudget)"
        case .notQueued(let id, let state): "evaluation \(id) cannot be handed out: it is \(state)"
        case .toldOtherwise(let id, let state): "evaluation \(id) cannot be told: it is already \(state)"
        case .notRequeuable(let id, let state): "evaluation \(id) cannot be put back: it is \(state)"
        case .lacksColumn(let column, let what, let given):
            "the figures of \(what) lack '\(column.escaped())'; given: \(given.isEmpty ? "none" : given.map { $0.escaped() }.joined(separator: ", "))"
        case .notFinite(let column, let what, let value): "'\(column.escaped())' of \(what) is \(value); it must be a finite number"
        case .malformed(let reason): "the line has not the form of a study's: \(reason.escaped(limit: 300))"
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
                "\(context.codingPath.last.map { "'\($0.stringValue)': " } ?? "")\(context.debugDescription)"
            ).description
        default: malformed(error.plainReason).description
        }
    }
}
