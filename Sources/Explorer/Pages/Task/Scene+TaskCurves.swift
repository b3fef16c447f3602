import Architectures
import Tensors
import Terminal

extension Scene {
    /// Accuracy by epoch of the training under way and of the last ones, the one pointed at brightly.
    func drawTrainingCurves(in area: Rect, on canvas: inout Canvas) {
        guard area.height > 3, area.width > 16 else { return }
        let trainings = state.trainings, current = trainings.running, shown = trainings.shownRow
        canvas.draw(Panel("accuracy by epoch", detail: curvesDetail, theme: theme), in: area.row(0))
        let others = trainings.latest.filter { $0 != shown?.key }.compactMap { trainings.record.place(of: $0) }.map { trainings.record.rows[$0] }
        // Later ones are drawn over earlier ones.
        var lines = others.map { ($0.accuracies, theme.faintStyle) }
        if let shown { lines.append((shown.accuracies, Style(theme.truth))) }
        if let current { lines.append((current.accuracies, Style(theme.state).bold)) }
        guard lines.contains(where: { !$0.0.isEmpty }) else {
            canvas.put(current == nil ? "no training yet" : "the first epoch …", at: area.x, area.y + 1, theme.faintStyle)
            return
        }
        let epochs = max(current?.request.settings.epochs ?? 1, lines.map(\.0.count).max() ?? 1)
        let values = lines.flatMap(\.0), low = max((values.min() ?? 0).rounded(.down) - 1, 0), high = min((values.max() ?? 100).rounded(.up), 100)
        let plot = Plot(
            lines.map { line, style in
                // One epoch alone is a point.
                Plot.Series(line.enumerated().map { (Double($0.offset + 1), $0.element) }, line.count > 1 ? .line : .points, style)
            }, xRange: 1...Double(max(epochs, 2)), yRange: min(low, high - 1)...high, xDigits: 0, yDigits: 0, theme: theme)
        canvas.draw(plot, in: area.inset(top: 1))
    }

    /// Of the training under way, else of the one pointed at: the loss that it came to.
    private var curvesDetail: String {
        let trainings = state.trainings
        if let current = trainings.running {
            let words = Self.letters(of: current.request.key.cell)
            return current.epochs.last.map { "\(words)  loss \($0.loss.fixed(3))" } ?? words
        }
        guard let row = trainings.shownRow, let last = row.epochs.last else { return "" }
        return "\(Self.letters(of: row.key.cell))  loss \(last.loss.fixed(3))"
    }
}
