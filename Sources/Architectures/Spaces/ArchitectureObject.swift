import Foundation
import Tensors

/// A JSON object that says which architecture it is about, under one or several keys: our documents, what evaluators are handed, and
/// Once-for-All's lists.
struct ArchitectureObject {
    let entries: [String: Any]
    let space: SearchSpace

    /// - Throws: `ArchitectureError.json`
    init(_ text: String, in space: SearchSpace) throws {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            throw ArchitectureError.json(reason: "it is not valid JSON")
        }
        guard let entries = object as? [String: Any] else { throw ArchitectureError.json(reason: "it is no object") }
        self.entries = entries
        self.space = space
    }

    /// What all its keys agree on.
    /// - Throws: `ArchitectureError` where there is none of them or two name different ones, and what is wrong with one
    func architecture() throws -> Architecture {
        if let name = entries["space"] as? String, let other = SearchSpace(named: name), other != space {
            throw ArchitectureError.otherSpace("{\"space\": \"\(name)\", …}", space: other, wanted: space)
        }
        try space.forms.check(entries)
        let keys = ["arch"] + space.forms.keys
        var found: (key: String, architecture: Architecture)?
        for key in keys where entries[key] != nil {
            let architecture = try key == "arch" ? text(key) : space.forms.read(self, key: key)
            if let found, found.architecture != architecture { throw ArchitectureError.disagreement(found.key, key) }
            found = found ?? (key, architecture)
        }
        guard let found else {
            if let other = SearchSpace.builtIn.first(where: { $0 != space && !$0.forms.keys.allSatisfy { entries[$0] == nil } }) {
                throw ArchitectureError.otherSpace("{…}", space: other, wanted: space)
            }
            throw ArchitectureError.json(reason: "it has none of the keys \(keys.map { "'\($0)'" }.joined(separator: ", "))")
        }
        return found.architecture
    }

    /// What stands under a key. - Throws: `ArchitectureError.json` where it is not of the kind that `rule` names
    func value<Value>(_ key: String, _ rule: String) throws -> Value {
        guard let value = entries[key] as? Value else { throw ArchitectureError.json(reason: "'\(key)' must be \(rule)") }
        return value
    }

    private func text(_ key: String) throws -> Architecture {
        let text: String = try value(key, "a text")
        guard !text.trimmingBlanks.hasPrefix("{") else { throw ArchitectureError.json(reason: "'arch' must be no object again") }
        return try Architecture(parsing: text, in: space)
    }

    /// Written again, for what reads texts. What JSON was read from can be written.
    static func text(of object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }
}

/// What is wrong with a written architecture before it is one of a space.
public enum ArchitectureError: Error, Hashable, Sendable {
    case otherSpace(String, space: SearchSpace, wanted: SearchSpace)
    case json(reason: String)
    /// The space has no written forms.
    case unwritten(String)
    /// Two keys of an object name different architectures.
    case disagreement(String, String)
}

extension ArchitectureError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .otherSpace(let text, let space, let wanted):
            "'\(text.escaped(limit: 60))' is \(space.member), and \(wanted.member) is wanted here; where a line can choose, --space \(space.name) takes it"
        case .json(let reason): "the JSON is no architecture: \(reason)"
        case .unwritten(let text): "'\(text.escaped(limit: 60))' cannot be read: architectures of this space have no written form"
        case .disagreement(let one, let other): "the JSON is no architecture: '\(one)' and '\(other)' are different ones; leave one of them out"
        }
    }
}
