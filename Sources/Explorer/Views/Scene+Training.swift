import Architectures
import Terminal
import Trainer

extension State {
    /// What there is to be told of trainings beside the predicted properties: of the cell that the shown run ended with.
    var shownStanding: (cell: Cell, standing: Trainings.Standing)? {
        guard trainings.isAvailable, page == .watch, trainings.card != nil, let cell = finalArchitecture?.cell else { return nil }
        return (cell, trainings.standing(of: cell))
    }

    /// Rows of the property table that trainings take: where nothing was trained, only one that is free.
    var trainingRows: Int {
        guard let (_, standing) = shownStanding else { return 0 }
        if case .untrained = standing { return 0 }
        return 1
    }
}

extension Scene {
    /// The last row of the property table: what real training says of the cell.
    func drawTraining(on canvas: inout Canvas) {
        let area = layout.properties
        guard area.height > 2, let (_, standing) = state.shownStanding else { return }
        let y = area.bottom - 1, columns = layout.columns, name = state.trainings.propertyName
        switch standing {
        case .untrained:
            // It stays out of the way of properties, and of what is said of them.
            guard state.shown.count < area.height - 2 else { return }
            canvas.put(name.truncated(to: columns.name.width - 2), at: area.x + 1, y, theme.faintStyle)
            put("not trained: t", on: &canvas, y, theme.faintStyle)
        case .waiting(let others):
            canvas.put(name.truncated(to: columns.name.width - 2), at: area.x + 1, y, theme.textStyle)
            put("waits for \(others) other\(others == 1 ? "" : "s")", on: &canvas, y, theme.faintStyle)
        case .running(let current):
            canvas.put(name.truncated(to: columns.name.width - 2), at: area.x + 1, y, theme.textStyle)
            drawRunning(current, y, on: &canvas)
        case .measured(let rows):
            canvas.put(name.truncated(to: columns.name.width - 2), at: area.x + 1, y, theme.textStyle)
            drawMeasured(rows, y, on: &canvas)
        }
    }

    private func drawRunning(_ current: Trainings.Current, _ y: Int, on canvas: inout Canvas) {
        let total = current.request.settings.epochs, done = current.epochs.count
        let words = current.isStopping ? "stopping" : "epoch \(done)/\(total)"
        let end = put(words, on: &canvas, y, Style(theme.state))
        drawAccuracies(current.accuracies, total: total, y, on: &canvas)
        if let last = current.epochs.last {
            put(loss: last.loss, after: end, y, on: &canvas)
            put(accuracy: current.accuracies.last, y, theme.quietStyle(theme.truth), on: &canvas)
        }
    }

    private func drawMeasured(_ rows: [TrainingRecord.Row], _ y: Int, on canvas: inout Canvas) {
        guard let last = rows.last else { return }
        let measured = CellMeasurement(cell: last.key.cell, repeats: rows.map(\.epochs))
        drawAccuracies(last.accuracies, total: last.epochs.count, y, on: &canvas)
        put(accuracy: measured.mean, y, Style(theme.truth).bold, on: &canvas)
        put(measured.deviation.map { "±\($0.fixed(1)) of \(rows.count) seeds" } ?? "trained once, t again", on: &canvas, y, theme.faintStyle)
    }

    /// Where other rows have the slider. - Returns: the column after the end
    @discardableResult
    private func put(_ text: String, on canvas: inout Canvas, _ y: Int, _ style: Style) -> Int {
        let column = layout.columns.slider, right = layout.columns.share.right
        return canvas.put(text.truncated(to: max(right - column.x, 0)), at: column.x, y, style)
    }

    private func put(loss: Double, after x: Int, _ y: Int, on canvas: inout Canvas) {
        let text = "loss \(loss.fixed(3))", right = layout.columns.share.right
        if x + 2 + text.count <= right { canvas.put(text, endingAt: right, y, theme.faintStyle) }
    }

    private func put(accuracy: Double?, _ y: Int, _ style: Style, on canvas: inout Canvas) {
        guard let accuracy else { return }
        canvas.put("\(accuracy.fixed(1)) %", endingAt: layout.columns.truth.right, y, style)
    }

    /// Accuracy by epoch, in braille, where other rows have their course; on a narrow screen where they have predictions.
    private func drawAccuracies(_ values: [Double], total: Int, _ y: Int, on canvas: inout Canvas) {
        let columns = layout.columns
        let place = columns.course.width > 3 ? columns.course : Rect(x: columns.onState.x, y: y, width: columns.onState.width, height: 1)
        guard place.width > 3, !values.isEmpty, let low = values.min(), let high = values.max() else { return }
        var grid = BrailleGrid(columns: place.width, rows: 1)
        let span = max(high - low, 1)
        func dot(_ index: Int) -> (x: Double, y: Double) {
            (Double(index) / Double(max(total - 1, 1)) * Double(grid.width - 1), (1 - (values[index] - low) / span) * 3)
        }
        for index in values.indices { grid.line(from: dot(max(index - 1, 0)), to: dot(index), Style(theme.truth)) }
        grid.draw(on: &canvas, at: place.x, y)
    }
}
