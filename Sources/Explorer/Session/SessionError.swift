import Foundation
import Tensors

/// Why a session cannot be opened.
public enum SessionError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(source: String, reason: String)
    case foreign(source: String)
    case version(source: String, found: Int)
    case damaged(source: String)
    case tooLong(source: String, limit: Int)
    case wrong(source: String, SessionFault)
    /// Something that it was made with is not here.
    case missing(source: String, [String])

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let source, let reason):
            "\(source): cannot be read: \(reason)"
        case .foreign(let source):
            "\(source): is no session of dnag; y in the explorer gives a line that opens one, :save writes one to a file"
        case .version(let source, let found):
            "\(source): is a session of form \(found), and this program knows form 1: take the program that wrote it, or a later one"
        case .damaged(let source):
            "\(source): is damaged: its checksum does not match what stands in it; copy it once more, whole"
        case .tooLong(let source, let limit):
            "\(source): is longer than \(limit) bytes, so it cannot be a session"
        case .wrong(let source, let fault):
            "\(source): \(fault.place.escaped()) is '\(fault.value.escaped())': \(fault.rule.escaped(limit: 200))"
        case .missing(let source, let things):
            "\(source): was made with what is not here: \(things.joined(separator: ", ").escaped(limit: 200)); name its files with --table, --predictor-file or --denoiser-file"
        }
    }
}

/// What is wrong in a session's text, and where.
public struct SessionFault: Error, Hashable, Sendable {
    public var place, value, rule: String
}
