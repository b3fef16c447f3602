import Foundation
import Terminal

extension Scene {
    func drawOverlay(on canvas: inout Canvas) {
        switch state.overlay {
        case .none: break
        case .help(let scroll): HelpSheet.keys.draw(scroll: scroll, theme: theme, on: &canvas)
        case .commands(let scroll): HelpSheet.commands.draw(scroll: scroll, theme: theme, on: &canvas)
        case .prompt(let prompt): draw(prompt, on: &canvas)
        case .line: drawLine(on: &canvas)
        case .branches(let tree): draw(tree, on: &canvas)
        case .properties(let picker): draw(picker, on: &canvas)
        case .export(let menu): draw(menu, on: &canvas)
        }
    }

    /// The lines that reproduce the run, broken as a shell reads them.
    private func drawLine(on canvas: inout Canvas) {
        let width = max(min(canvas.width - 8, 100), 10)
        var lines: [String] = []
        for command in state.reproductionLines {
            let isRemark = command.hasPrefix("#")
            let parts = Self.wrapped(command, to: width - 4)
            for (index, part) in parts.enumerated() {
                let lead = index == 0 ? "" : isRemark ? "#   " : "  "
                lines.append(lead + part + (index + 1 < parts.count && !isRemark ? " \\" : ""))
            }
        }
        let isRace = state.page == .search
        let isForked = !isRace && branch?.segments.count ?? 0 > 1
        if isForked { lines += ["", "The run was changed on its way; each line holds from the step it names."] }
        let modal = Modal(
            isRace ? "this race again" : "this run again", detail: "c copies · any key goes back", contentWidth: width,
            contentHeight: lines.count, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        for (row, line) in lines.prefix(content.height).enumerated() {
            canvas.put(line, at: content.x, content.y + row, isForked && row == lines.count - 1 ? theme.faintStyle : theme.textStyle)
        }
    }

    /// A command in lines that break before its options, never between an option and its value.
    private static func wrapped(_ command: String, to width: Int) -> [String] {
        var lines: [String] = []
        for (index, piece) in command.components(separatedBy: " --").enumerated() {
            let word = index == 0 ? piece : "--" + piece
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
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
