import Terminal

extension Scene {
    /// The menu of what can be taken away: the architecture itself to be selected and copied, then each form with its file.
    func draw(_ menu: ExportMenu, on canvas: inout Canvas) {
        let width = max(min(canvas.width - 8, 92), 20)
        let facts = exportFacts(width)
        let wanted = facts.count + 1 + menu.forms.count
        let height = max(min(wanted, canvas.height - 4), 3)
        let modal = Modal(
            "export", detail: "enter writes · y copies · esc", contentWidth: width, contentHeight: height, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        let content = modal.content(in: canvas.bounds)
        // What there is no room for above the forms stays away.
        let shown = facts.prefix(max(content.height - menu.forms.count - 1, 0))
        for (row, line) in shown.enumerated() {
            let x = canvas.put(line.label.padded(to: Self.exportLabel), at: content.x, content.y + row, theme.faintStyle)
            canvas.put(line.text.truncated(to: content.right - x), at: x, content.y + row, line.isTruth ? theme.strongStyle : theme.faintStyle)
        }
        let table = Table(
            [.init("", .fixed(Self.exportLabel - 2)), .init("", .fixed(16)), .init("", .flexible())],
            rows: exportRows(menu), selected: menu.selected, theme: theme)
        canvas.draw(table, in: content.inset(top: shown.isEmpty ? 0 : shown.count + 1))
    }

    private static let exportLabel = 14

    private struct ExportFact {
        var label = ""
        var text: String
        var isTruth = false
    }

    private func exportFacts(_ width: Int) -> [ExportFact] {
        // Named once, not in every row.
        let folder = state.inExportFolder("") == "" ? [] : [ExportFact(label: "into", text: state.exportFolder)]
        guard let architecture = try? ExportContent.architecture(state) else {
            return [ExportFact(label: space.words.noun, text: state.obstacle(to: .arch).map { "\($0)" } ?? "")] + folder
        }
        // An arch string breaks only where its space says so.
        var lines: [String] = []
        for text in architecture.textParts {
            if let last = lines.last, last.count + text.count <= width - Self.exportLabel {
                lines[lines.count - 1] = last + text
            } else {
                lines.append(text)
            }
        }
        var facts = lines.enumerated().map { ExportFact(label: $0.offset == 0 ? space.words.noun : "", text: $0.element, isTruth: true) }
        if let note = architecture.note { facts.append(ExportFact(label: note.label, text: note.text, isTruth: true)) }
        return facts + folder
    }

    private func exportRows(_ menu: ExportMenu) -> [[Table.Cell]] {
        var subject: ExportForm.Subject?
        return menu.forms.map { form in
            defer { subject = form.subject }
            let can = state.obstacle(to: form) == nil
            return [
                Table.Cell(form.subject == subject ? "" : form.subject.rawValue, theme.faintStyle),
                Table.Cell(form.title, can ? nil : theme.faintStyle),
                Table.Cell(can ? state.exportName(form) : "–", can ? theme.faintStyle : theme.faintStyle),
            ]
        }
    }
}
