import Terminal

extension State {
    /// What the keyboard acts on first, then the page's parts one after the other.
    mutating func openCard() {
        openCard(panels.flatMap(\.terms))
    }

    /// What is under the mouse, and then the rest of the page.
    mutating func openCard(atX x: Int, _ y: Int) {
        let (at, others) = (panels.filter { $0.rect.contains(x: x, y: y) }, panels.filter { !$0.rect.contains(x: x, y: y) })
        openCard((at + others).flatMap(\.terms))
    }

    mutating func openCard(_ terms: [String]) {
        var seen: Set<String> = []
        let known = terms.compactMap { glossary.entry(of: $0)?.term }.filter { seen.insert($0).inserted }
        guard !known.isEmpty else { return say("the glossary that comes with the program is not there: docs/glossary.md") }
        overlay = .card(Card(terms: known))
    }

    mutating func pressInCard(_ key: Key, _ card: Card) -> [Effect] {
        var card = card
        let count = max(card.terms.count, 1)
        switch key {
        case .char("K"), .right, .down, .tab, .char(" "), .char("l"), .char("j"): card.place = (card.place + 1) % count
        case .left, .up, .backtab, .char("h"), .char("k"): card.place = (card.place + count - 1) % count
        default:
            overlay = .none
            return []
        }
        overlay = .card(card)
        return []
    }
}
