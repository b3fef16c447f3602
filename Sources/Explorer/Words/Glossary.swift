import Architectures
import Foundation

/// What the words of screens, help and pages mean: the entries of docs/glossary.md.
public struct Glossary: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public let term, text: String
        /// With the present numbers in braces; what people often take it for; and where to read on.
        public var formula: String?
        public var mistake: String?
        public var page: String?
    }

    public let entries: [Entry]

    public init(entries: [Entry] = []) { self.entries = entries }

    /// Reads lines of the form `**term** — explanation`, and behind them `- formula: …` and `- mistake: …`; other lines are passed over, and links
    /// keep their words alone.
    public init(parsing text: String) {
        var entries: [Entry] = []
        for line in text.split(separator: "\n") {
            if let match = line.wholeMatch(of: #/\*\*(.+?)\*\* — (.+)/#) {
                // A link to a page stands behind the explanation.
                let page = match.2.firstMatch(of: #/\[[^\]]*\]\(([^)]*)\)/#).map { String($0.1) }
                entries.append(Entry(term: String(match.1), text: Self.plain(match.2), page: page?.replacing("../", with: "")))
            } else if let match = line.wholeMatch(of: #/- (formula|mistake): (.+)/#), !entries.isEmpty {
                if match.1 == "formula" { entries[entries.count - 1].formula = Self.plain(match.2) } else { entries[entries.count - 1].mistake = Self.plain(match.2) }
            }
        }
        self.entries = entries
    }

    private static func plain(_ text: Substring) -> String {
        text.replacing(#/ *\[([^\]]*)\]\([^)]*\)/#, with: "").replacing("*", with: "").replacing("`", with: "").escaped(limit: 2_000)
    }

    /// The glossary that comes with the program; empty where it is not there.
    public static func embedded(assets: AssetLocator = AssetLocator()) -> Glossary {
        guard let path = try? assets.path(of: "glossary.md"), let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return Glossary()
        }
        return Glossary(parsing: text)
    }

    /// The entry that a word means: its own, else the first whose term has it as a word, in these letters or in others of their kind (σ is not Σ,
    /// where both are there); nil where none is near.
    public func entry(of word: String) -> Entry? {
        func find(_ form: (String) -> String) -> Entry? {
            let wanted = form(word)
            return entries.first { form($0.term) == wanted }
                ?? entries.first { form($0.term).split { !$0.isLetter && !$0.isNumber }.contains(Substring(wanted)) }
        }
        return find { $0 } ?? find { $0.lowercased() }
            ?? FuzzyMatch.nearest(to: word, among: entries.map(\.term)).flatMap { name in entries.first { $0.term == name } }
    }
}
