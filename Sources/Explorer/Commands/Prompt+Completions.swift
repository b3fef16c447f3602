extension Prompt {
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
}
