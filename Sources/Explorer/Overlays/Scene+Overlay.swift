import Foundation
import Terminal

extension Scene {
    func drawOverlay(on canvas: inout Canvas) {
        switch state.overlay {
        case .none: break
        case .help(let scroll), .commands(let scroll), .glossary(let scroll): state.sheet?.draw(scroll: scroll, theme: theme, on: &canvas)
        case .prompt(let prompt): draw(prompt, on: &canvas)
        case .line: drawLine(on: &canvas)
        case .branches(let tree): draw(tree, on: &canvas)
        case .properties(let picker): draw(picker, on: &canvas)
        case .export(let menu): draw(menu, on: &canvas)
        case .lessons(let selected): drawLessons(selected: selected, on: &canvas)
        case .answer: break
        case .card(let card): draw(card, on: &canvas)
        case .sharing: drawSharing(on: &canvas)
        }
    }

    /// In the place of the keys' names, where nothing is lost by it; above the line for commands while that is open.
    func drawNotice(on canvas: inout Canvas) {
        guard let notice = state.notice else { return }
        var bottom = layout.footer.bottom
        if case .prompt(let prompt) = state.overlay {
            bottom = PromptLayout(layout, rows: prompt.fault == nil ? prompt.completions(in: state).items.count : 0).list.y
        }
        let area = Rect(x: layout.footer.x, y: 0, width: layout.footer.width, height: bottom)
        canvas.draw(Notice(notice.text, notice.isWarning ? .warning : .information, theme: theme), in: area)
    }

    /// The line that brings back what is shown, broken as a shell reads it.
    private func drawLine(on canvas: inout Canvas) {
        let width = max(min(canvas.width - 8, 100), 12)
        var lines: [String] = []
        for command in state.linesShown {
            let parts = Self.wrapped(command, to: width - 4)
            for (index, part) in parts.enumerated() {
                // The rest of a word that was cut begins its line.
                lines.append((index == 0 || part.isRest ? "" : "  ") + part.text + (index + 1 < parts.count ? part.isCut ? "\\" : " \\" : ""))
            }
        }
        let modal = Modal(
            state.shownPage.lineTitle, detail: "c copies · any key goes back", contentWidth: width,
            contentHeight: lines.count, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        // What there is no room for is copied all the same.
        let isWhole = lines.count <= content.height
        for (row, line) in lines.prefix(isWhole ? content.height : max(content.height - 1, 0)).enumerated() {
            canvas.put(line, at: content.x, content.y + row, theme.textStyle)
        }
        if !isWhole { canvas.put("… c copies all of it", at: content.x, content.bottom - 1, theme.faintStyle) }
    }

    /// A piece of a line, whether it begins in the middle of a word and whether it ends there.
    private struct Piece {
        var text: String
        var isRest = false, isCut = false
    }

    /// A command in lines that break before its options, never between an option and its value.
    private static func wrapped(_ command: String, to width: Int) -> [Piece] {
        var lines: [Piece] = []
        for (index, piece) in command.components(separatedBy: " --").enumerated() {
            let word = index == 0 ? piece : "--" + piece
            if let last = lines.last, last.text.count + 1 + word.count <= width {
                lines[lines.count - 1].text = last.text + " " + word
                continue
            }
            // Only one that fills a line by itself is cut.
            var rest = Substring(word), isRest = false
            while rest.count > width {
                lines.append(Piece(text: String(rest.prefix(width)), isRest: isRest, isCut: true))
                (rest, isRest) = (rest.dropFirst(width), true)
            }
            lines.append(Piece(text: String(rest), isRest: isRest))
        }
        return lines
    }

    private func draw(_ picker: PropertyPicker, on canvas: inout Canvas) {
        guard let catalog = state.catalog else { return }
        let matches = picker.matches(in: catalog)
        let width = max(min(canvas.width - 8, 78), 20)
        let height = max(min(catalog.entries.count + 2, canvas.height - 6), 3)
        let modal = Modal(
            "properties", detail: "type to filter · space shows or hides · esc", contentWidth: width,
            contentHeight: height, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        canvas.draw(TextField(prompt: "/ ", picker.filter, theme: theme), in: content.row(0))
        let rows = matches.compactMap { name -> [Table.Cell]? in
            guard let entry = catalog[name] else { return nil }
            let isShown = state.shown.contains(name)
            let source = [entry.isLearned ? "learned" : nil, entry.figures != nil ? "measured" : nil].compactMap { $0 }
            return [
                Table.Cell(isShown ? "●" : "○", isShown ? Style(theme.guidance) : theme.faintStyle), Table.Cell(name),
                Table.Cell(entry.info.title, theme.faintStyle),
                Table.Cell(source.joined(separator: ", "), theme.faintStyle),
            ]
        }
        let table = Table(
            [.init("", .fixed(1)), .init("", .fixed(24)), .init("", .flexible()), .init("", .fixed(16))], rows: rows,
            selected: picker.selected, theme: theme)
        canvas.draw(table, in: content.inset(top: 2))
    }
}
