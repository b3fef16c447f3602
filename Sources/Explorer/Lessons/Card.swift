import Terminal

/// What something on the screen is: one of a few words, to be gone through.
public struct Card: Sendable, Hashable {
    public var terms: [String]
    public var place = 0

    var term: String { terms.indices.contains(place) ? terms[place] : "" }
}

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

extension Scene {
    func draw(_ card: Card, on canvas: inout Canvas) {
        guard let entry = state.glossary.entry(of: card.term) else { return }
        let width = max(min(canvas.width - 10, 72), 20)
        var lines: [(String, Style)] = entry.text.wrapped(to: width).map { ($0, theme.textStyle) }
        if let formula = entry.formula {
            lines.append(("", theme.textStyle))
            lines += state.cardText(formula).wrapped(to: width).map { ($0, Style(theme.state).bold) }
        }
        if let mistake = entry.mistake {
            lines.append(("", theme.textStyle))
            lines += "Not so: \(state.cardText(mistake))".wrapped(to: width).map { ($0, Style(theme.guidance)) }
        }
        if let page = entry.page {
            lines.append(("", theme.textStyle))
            lines.append(("read on: docs/\(page)", theme.faintStyle))
        }
        let modal = Modal(
            entry.term, detail: card.terms.count > 1 ? "\(card.place + 1) of \(card.terms.count) · K the next · esc" : "any key goes back", contentWidth: width,
            contentHeight: min(lines.count, max(canvas.height - 6, 1)), theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        for (row, line) in lines.prefix(content.height).enumerated() { canvas.put(line.0, at: content.x, content.y + row, line.1) }
    }
}
