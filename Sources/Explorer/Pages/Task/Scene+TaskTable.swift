import Architectures
import Tensors
import Terminal

extension Scene {
    /// What was trained on the task, the best first.
    func drawTrainingTable(_ places: TaskLayout, on canvas: inout Canvas) {
        let area = places.table, rows = state.trainings.record.rows
        guard area.height > 1, area.width > 20 else { return }
        canvas.draw(Panel("trained", detail: rows.isEmpty ? "" : "\(rows.count)", theme: theme), in: area.row(0))
        guard let shown = state.trainings.shownPlace else {
            let hint = ["nothing yet: F finds cells for these", "images and trains them; t trains the", "cell that the run on the watch page", "ended with."]
            for (row, line) in hint.prefix(area.height - 1).enumerated() {
                canvas.put(line.truncated(to: area.width), at: area.x, area.y + 1 + row, theme.faintStyle)
            }
            return
        }
        let columns = TrainingColumns(area)
        canvas.put("cell", at: columns.cell, area.y + 1, theme.faintStyle)
        canvas.put("accuracy", endingAt: columns.accuracy, area.y + 1, Style(theme.truth))
        canvas.put("seconds", endingAt: columns.seconds, area.y + 1, theme.faintStyle)
        canvas.put("seed", endingAt: columns.seed, area.y + 1, theme.faintStyle)
        let first = places.first(count: rows.count, shown: shown)
        for (row, place) in (first..<rows.count).prefix(places.list.height).enumerated() {
            draw(rows[place], place, isShown: place == shown, columns, y: places.list.y + row, on: &canvas)
        }
    }

    private func draw(_ row: TrainingRecord.Row, _ place: Int, isShown: Bool, _ columns: TrainingColumns, y: Int, on canvas: inout Canvas) {
        let isLast = state.trainings.latest.last == row.key
        let style = isShown ? theme.focusStyle : isLast ? theme.strongStyle : theme.faintStyle
        canvas.put(isShown ? "▸" : " ", at: columns.cell - 2, y, theme.focusStyle)
        canvas.put(Self.letters(of: row.key.cell), at: columns.cell, y, isShown || isLast ? theme.strongStyle : theme.textStyle)
        canvas.put("\(row.accuracy.fixed(2)) %", endingAt: columns.accuracy, y, isShown || place == 0 ? Style(theme.truth).bold : Style(theme.truth))
        canvas.put(row.seconds.fixed(row.seconds < 9.995 ? 2 : 1), endingAt: columns.seconds, y, style)
        canvas.put("\(row.key.seed)".truncated(to: columns.seed - columns.seconds - 1), endingAt: columns.seed, y, style)
    }

    /// A cell in as few characters as can be: by the letters of its operations, in groups of what leads to a feature map.
    static func letters(of cell: Cell) -> String {
        let architecture = Architecture(cell), space = architecture.space
        let letters = Array(space.view.letters(architecture.nodeTypes).filter { $0 != " " })
        guard letters.count == Cell.edges.count else { return String(letters) }
        return "\(String(letters[0..<1])) \(String(letters[1..<3])) \(String(letters[3..<6]))"
    }
}

/// Columns of the table of trainings: where the cell begins, and where figures end.
private struct TrainingColumns {
    let cell, accuracy, seconds, seed: Int

    init(_ area: Rect) {
        cell = area.x + 2
        accuracy = cell + 8 + 10 + (area.width > 44 ? 4 : 0)
        seconds = accuracy + 9 + (area.width > 44 ? 3 : 0)
        seed = max(area.right, seconds + 5)
    }
}
