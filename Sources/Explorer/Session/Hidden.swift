import Terminal

/// What a teacher has taken away, so that what is left is what the lesson is about. It is no lock: who wants it back says `:hide none`.
public struct Hidden: Sendable, Hashable {
    /// As they were written: a page, a panel, `slider=NAME`, `key=NAME`.
    public let words: [String]
    public private(set) var pages: Set<Page> = []
    public private(set) var panels: Set<String> = []
    public private(set) var sliders: Set<String> = []
    public private(set) var keys: Set<Key> = []

    /// Panels of all pages.
    private static let panelNames: Set<String> = [
        "cell", "operations", "adjacency", "norms", "timeline", "caption", "status", "properties", "runs", "entry", "mathematics", "attention", "heads",
        "pictures", "states", "figures", "course", "histogram", "scatter", "counts", "regret", "forecasts", "evaluations", "shares", "candidates", "images",
        "curves", "trainings",
    ]

    /// No more words are taken.
    private static let limit = 64

    public init() { words = [] }

    /// - Throws: `SessionFault` naming the word
    public init(_ words: [String]) throws(SessionFault) {
        func fault(_ value: String, _ rule: String) -> SessionFault { SessionFault(place: "hidden", value: value, rule: rule) }
        guard words.count <= Self.limit else { throw fault("\(words.count) words", "must be at most \(Self.limit)") }
        self.words = words
        for word in words {
            if let page = Page(rawValue: word) {
                guard page != .first else { throw fault(word, "cannot be hidden: it is where one goes back to") }
                pages.insert(page)
            } else if Self.panelNames.contains(word) {
                panels.insert(word)
            } else if word.hasPrefix("slider="), word.count > 7, word.count < 80 {
                sliders.insert(String(word.dropFirst(7)))
            } else if word.hasPrefix("key="), let key = Key(name: String(word.dropFirst(4))), key != .ctrl("c"), key != .char("q"), key != .char(":") {
                keys.insert(key)
            } else {
                throw fault(
                    word,
                    "must be a page (\(Page.allCases.filter { $0 != .first }.map(\.rawValue).joined(separator: ", "))), a panel (\(Self.panelNames.sorted().joined(separator: ", "))), slider=NAME or key=NAME (not q, : and ctrl-c)"
                )
            }
        }
    }

    /// Words with commas between them.
    /// - Throws: `SessionFault`
    public init(parsing text: String) throws(SessionFault) {
        try self.init(text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty })
    }

    public var isEmpty: Bool { words.isEmpty }
    public var text: String { words.isEmpty ? "none" : words.joined(separator: ",") }

    /// What a key is called, where it is hidden; nil where it is not.
    func word(of key: Key) -> String? { keys.contains(key) ? "the key \(key)" : nil }
}
