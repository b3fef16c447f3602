import Architectures
import Foundation

/// What the words of screens, help and pages mean: the entries of docs/glossary.md.
public struct Glossary: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public let term, text: String
    }

    public let entries: [Entry]

    public init(entries: [Entry] = []) { self.entries = entries }

    /// Reads lines of the form `**term** — explanation`; other lines are passed over, and links keep their words alone.
    public init(parsing text: String) {
        entries = text.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: #/\*\*(.+?)\*\* — (.+)/#) else { return nil }
            // A link to a page stands behind the explanation.
            let plain = match.2.replacing(#/ *\[([^\]]*)\]\([^)]*\)/#, with: "").replacing("*", with: "").replacing("`", with: "")
            return Entry(term: String(match.1), text: plain.escaped(limit: 2_000))
        }
    }

    /// The glossary that comes with the program; empty where it is not there.
    public static func embedded(assets: AssetLocator = AssetLocator()) -> Glossary {
        guard let path = try? assets.path(of: "glossary.md"), let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return Glossary()
        }
        return Glossary(parsing: text)
    }

    /// The entry that a word means: its own, else the first whose term has it as a word; nil where none is near.
    public func entry(of word: String) -> Entry? {
        let wanted = word.lowercased()
        if let own = entries.first(where: { $0.term.lowercased() == wanted }) { return own }
        let part = entries.first { $0.term.lowercased().split { !$0.isLetter && !$0.isNumber && !"₀₁_̂".contains($0) }.contains(Substring(wanted)) }
        return part ?? FuzzyMatch.nearest(to: word, among: entries.map(\.term)).flatMap { name in entries.first { $0.term == name } }
    }
}
