/// The line for commands: what was typed, and where one stands in it.
public struct Prompt: Sendable, Hashable {
    public internal(set) var text = ""
    /// Characters before the cursor.
    public internal(set) var cursor = 0
    /// Why the line could not be carried out, until it is changed.
    public internal(set) var fault: CommandFault?
    /// While tab goes through completions: the line as it was typed, and the completion taken.
    var cycle: Cycle?
    /// While going through earlier lines: which one, and the line that was being typed.
    var recall: Recall?

    struct Cycle: Sendable, Hashable {
        var text: String
        var cursor: Int
        var selected: Int
    }

    struct Recall: Sendable, Hashable {
        var place: Int
        var draft: String
    }

    /// Longer lines are cut.
    static let limit = 2_000
    /// A character of more scalars than any script or picture needs is cut, too: one of fifty thousand marks would be as long as a book.
    private static let longestCharacter = 8
    /// More of what is put in at once is not looked at.
    private static let longestInsertion = 16_384

    init(_ text: String = "") {
        self.text = String(text.prefix(Self.limit))
        cursor = self.text.count
    }
}

extension Prompt {
    /// Puts a text at the cursor.
    mutating func insert(_ new: String) {
        // Marks that join the character before them make one of two, so places are counted anew.
        let added = CommandWords.filtered(String(decoding: new.utf8.prefix(Self.longestInsertion), as: UTF8.self))
        let head = Self.cut(String(text.prefix(cursor)) + added)
        let tail = text.dropFirst(cursor)
        text = String((head + tail).prefix(Self.limit))
        cursor = min(head.count, text.count)
        touched()
    }

    private static func cut(_ text: String) -> String {
        guard text.unicodeScalars.count > text.count else { return text }
        var cut = String.UnicodeScalarView()
        for character in text { cut.append(contentsOf: character.unicodeScalars.prefix(longestCharacter)) }
        return String(cut)
    }

    /// Takes characters away and puts the cursor where they were.
    mutating func remove(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<text.count)
        text = String(text.prefix(range.lowerBound)) + text.dropFirst(range.upperBound)
        cursor = min(range.lowerBound, text.count)
        touched()
    }

    /// Puts a text in the place of characters, the cursor behind it.
    mutating func replace(_ range: Range<Int>, with new: String) {
        remove(range)
        insert(new)
    }

    mutating func move(to place: Int) {
        cursor = min(max(place, 0), text.count)
        cycle = nil
    }

    /// Where the word before the cursor begins: blanks, then what is no blank.
    var wordStart: Int {
        let before = Array(text.prefix(cursor))
        var place = before.count
        while place > 0, before[place - 1] == " " { place -= 1 }
        while place > 0, before[place - 1] != " " { place -= 1 }
        return place
    }

    /// An earlier line, or a later one, or at last the one that was being typed.
    mutating func recall(by places: Int, from history: [String]) {
        let draft = recall?.draft ?? text
        // Only lines that begin like the one being typed.
        let fitting = history.filter { $0.hasPrefix(draft) }
        let place = min(max((recall?.place ?? fitting.count) + places, 0), fitting.count)
        guard place != (recall?.place ?? fitting.count) else { return }
        text = place < fitting.count ? fitting[place] : draft
        cursor = text.count
        touched()
        recall = place < fitting.count ? Recall(place: place, draft: draft) : nil
    }

    private mutating func touched() {
        fault = nil
        cycle = nil
        recall = nil
    }
}
