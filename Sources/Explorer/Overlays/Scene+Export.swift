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
        // An arch string breaks only between its feature maps, or stages.
        var lines: [String] = []
        let parts: [String] =
            switch architecture {
            case .cell(let cell): cell.archString.split(separator: "+").enumerated().map { ($0.offset > 0 ? "+" : "") + $0.element }
            case .network(let network): Self.stages(network.archString)
            case .graph(let network): [network.text]
            }
        for text in parts {
            if let last = lines.last, last.count + text.count <= width - Self.exportLabel {
                lines[lines.count - 1] = last + text
            } else {
                lines.append(text)
            }
        }
        var facts = lines.enumerated().map { ExportFact(label: $0.offset == 0 ? space.words.noun : "", text: $0.element, isTruth: true) }
        switch architecture {
        case .cell(let cell): facts.append(ExportFact(label: "tuple", text: cell.tupleText, isTruth: true))
        case .network(let network): facts.append(ExportFact(label: "depths", text: network.columns.depths, isTruth: true))
        case .graph(let network): facts.append(ExportFact(label: "number", text: "#\(network.place)", isTruth: true))
        }
        return facts + folder
    }

    /// Four layers each, an underscore before all but the first.
    private static func stages(_ text: String) -> [String] {
        let layers = text.split(separator: "_")
        return stride(from: 0, to: layers.count, by: 4).map { first in
            (first > 0 ? "_" : "") + layers[first..<min(first + 4, layers.count)].joined(separator: "_")
        }
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
