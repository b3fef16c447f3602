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

    /// The completions of what was typed, not of what tab made of it.
    public func completions(in state: State) -> Completions {
        Completions.of(cycle?.text ?? text, cursor: cycle?.cursor ?? cursor, in: state)
    }

    /// What could follow the cursor at the end of the line: the rest of the latest line that began like this one, else of the best completion.
    public func suggestion(in state: State) -> String {
        guard cursor == text.count, !text.isEmpty, fault == nil else { return "" }
        if let earlier = state.commandHistory.last(where: { $0.hasPrefix(text) && $0 != text }) {
            return String(earlier.dropFirst(text.count))
        }
        guard cycle == nil else { return "" }
        let completions = completions(in: state)
        let word = text.dropFirst(completions.range.lowerBound)
        guard let best = completions.items.first, !word.isEmpty, best.text.hasPrefix(word) else { return "" }
        return String(best.text.dropFirst(word.count))
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

    /// The next or last completion in the place of the word.
    mutating func complete(by places: Int, in state: State) {
        let completions = completions(in: state)
        let count = completions.items.count
        guard count > 0 else { return }
        let base = cycle ?? Cycle(text: text, cursor: cursor, selected: places > 0 ? -1 : count)
        let selected = (base.selected + places + count) % count
        let typed = base.text.prefix(completions.range.upperBound).dropFirst(completions.range.lowerBound)
        let begun = completions.items.filter { !typed.isEmpty && $0.text.hasPrefix(typed) }
        text = base.text
        replace(completions.range, with: completions.items[selected].text)
        // Where only one begins so there is no choice, and one goes on at once.
        if count == 1 || (begun.count == 1 && places > 0 && selected == 0) {
            if completions.isFollowed, cursor == text.count { insert(" ") }
        } else {
            cycle = Cycle(text: base.text, cursor: base.cursor, selected: selected)
        }
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
