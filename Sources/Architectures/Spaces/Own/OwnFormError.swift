import Foundation
import Tensors

/// Why a text is no architecture of a space of the user's own.
public enum OwnFormError: Error, Hashable, Sendable {
    case word(String, noun: String, example: String)
    case twice(String)
    case node(String, known: [String])
    case type(String, node: String, known: [String])
    case edge(String)
    case missing([String])
    case number(String, noun: String, count: Int)
    case noList(String)
    case none(noun: String, title: String, faults: [String])
}

extension OwnFormError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .word(let text, let noun, let example): "'\(text.escaped(limit: 60))' is no part of \(noun): write it as '\(example)'"
        case .twice(let name): "'\(name.escaped(limit: 40))' stands there twice; leave one out"
        case .node(let name, let known): "there is no node '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: known)
        case .type(let name, let node, let known):
            "node '\(node)' cannot be '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: known, title: "it can be")
        case .edge(let text): "'\(text.escaped(limit: 40))' is no edge that the space may have; edges are written as a>b"
        case .missing(let names): "it does not say what \(names.joined(separator: ", ")) \(names.count == 1 ? "is" : "are")"
        case .number(let text, let noun, let count): "'\(text.escaped(limit: 40))' is no number of \(noun): they run from 0 to \(count - 1)"
        case .noList(let text): "'\(text.escaped(limit: 40))' says nothing: the architectures of this space have no numbers"
        case .none(let noun, let title, let faults): "\(title) has no such \(noun): \(faults.joined(separator: "; "))"
        }
    }
}
