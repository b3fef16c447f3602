import Foundation
import Tensors

/// What is wrong at one place of a space's file.
public struct SpaceMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// Of the file; nil where it is about the whole.
    public let line: Int?
    /// Such as `blocks[2].patterns[0].types.width`; empty where it is about the whole.
    public let place: String
    /// What is wrong, with the value, and what to do.
    public let rule: String

    public var description: String { place.isEmpty ? rule : "\(place): \(rule)" }
}

/// Why a space of the user's own cannot be read, kept or found.
public enum OwnSpaceError: Error, Hashable, Sendable {
    /// All that is wrong in a file, in its order.
    case mistakes(file: String, [SpaceMistake])
    case unusableName(String)
    case builtInName(String)
    case nameTaken(String)
    case unknownName(String, known: [String])
    /// What was kept is not as it was written.
    case damaged(file: String, rule: String)
    case unreadable(file: String, reason: String)
}

extension OwnSpaceError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    /// More lines would only hide the first.
    private static let most = 20

    public var description: String {
        switch self {
        case .mistakes(let file, let mistakes):
            mistakes.prefix(Self.most).map { "\(file.escaped(limit: 200))\($0.line.map { ":\($0)" } ?? ""): \($0)" }.joined(separator: "\n")
                + (mistakes.count > Self.most ? "\nand \(mistakes.count - Self.most) more" : "")
        case .unusableName(let name): "'\(name.escaped())' cannot name a space: use 1 to 64 letters, digits, '_' and '-' (ASCII)"
        case .builtInName(let name): "'\(name)' is a space that comes with the program; choose another name"
        case .nameTaken(let name): "a space named '\(name)' is there already; add --replace to replace it, or choose another --name"
        case .unknownName(let name, let known): "there is no search space '\(name.escaped())'" + Suggestion.text(for: name, among: known)
        case .damaged(let file, let rule):
            "\(file.escaped(limit: 200)): not a kept space: \(rule); import the space again with 'dnag space import FILE --replace'"
        case .unreadable(let file, let reason): "\(file.escaped(limit: 200)): cannot be read: \(reason)"
        }
    }
}
