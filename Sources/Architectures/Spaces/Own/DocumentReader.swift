import Foundation
import Tensors

/// Reads values of a document and notes what is wrong with each, so that all mistakes are told at once.
struct DocumentReader {
    private(set) var mistakes: [SpaceMistake] = []

    mutating func note(_ rule: String, at place: String, line: Int?) {
        mistakes.append(SpaceMistake(line: line, place: place, rule: rule))
    }

    /// A value and where it stands.
    struct Entry {
        let json: PlacedJSON
        let place: String
        var line: Int { json.line }

        subscript(_ index: Int, _ json: PlacedJSON) -> Entry { Entry(json: json, place: "\(place)[\(index)]") }
        func member(_ key: String, _ json: PlacedJSON) -> Entry { Entry(json: json, place: place.isEmpty ? key : "\(place).\(key)") }
    }

    mutating func note(_ rule: String, at entry: Entry) { note(rule, at: entry.place, line: entry.line) }

    /// The members of an object, in order, each once.
    /// - Parameter known: the keys that mean anything; nil: any
    mutating func members(_ entry: Entry, known: [String]? = nil, _ what: String) -> [(key: String, entry: Entry)] {
        guard case .object(let members) = entry.json.value else {
            note("must be an object, \(what)", at: entry)
            return []
        }
        var seen: Set<String> = [], found: [(key: String, entry: Entry)] = []
        for (key, json) in members {
            let member = entry.member(key.escaped(limit: 30), json)
            guard seen.insert(key).inserted else {
                note("this key stands there twice; leave one out", at: member)
                continue
            }
            if let known, !known.contains(key) {
                note("nothing is called so" + Suggestion.text(for: key, among: known), at: member)
                continue
            }
            found.append((key, member))
        }
        return found
    }

    mutating func list(_ entry: Entry, _ what: String) -> [Entry] {
        guard case .list(let members) = entry.json.value else {
            note("must be a list, \(what)", at: entry)
            return []
        }
        return members.enumerated().map { entry[$0, $1] }
    }

    mutating func truth(_ entry: Entry?) -> Bool {
        guard let entry else { return false }
        if case .truth(let value) = entry.json.value { return value }
        note("must be true or false", at: entry)
        return false
    }

    mutating func number(_ entry: Entry) -> Double? {
        if case .number(let text) = entry.json.value, let value = Double(text), abs(value) <= 1e15 { return value }
        note("must be a number, of 1e15 at most", at: entry)
        return nil
    }

    /// A text for people: one line without control characters.
    mutating func title(_ entry: Entry?, most: Int = OwnDocument.Limit.title) -> String? {
        guard let entry else { return nil }
        guard case .text(let text) = entry.json.value else {
            note("must be a text", at: entry)
            return nil
        }
        guard !text.trimmingBlanks.isEmpty, text.escaped(limit: .max) == text, text.count <= most else {
            note("'\(text.escaped(limit: 60))' must have 1 to \(most) characters, and no control characters", at: entry)
            return nil
        }
        return text
    }

    /// The name of a node or a type; a number counts as it is written.
    mutating func word(_ entry: Entry) -> String? {
        let text: String
        switch entry.json.value {
        case .text(let value), .number(let value): text = value
        default:
            note("must be a name", at: entry)
            return nil
        }
        guard OwnName.isWord(text) else {
            note("'\(text.escaped(limit: 40))' \(OwnName.wordRule)", at: entry)
            return nil
        }
        return text
    }

    /// One name or several.
    mutating func words(_ entry: Entry) -> [(word: String, entry: Entry)] {
        let entries: [Entry]
        if case .list(let members) = entry.json.value { entries = members.enumerated().map { entry[$0, $1] } } else { entries = [entry] }
        return entries.compactMap { entry in word(entry).map { ($0, entry) } }
    }
}
