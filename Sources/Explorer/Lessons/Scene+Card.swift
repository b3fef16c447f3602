import Terminal

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
