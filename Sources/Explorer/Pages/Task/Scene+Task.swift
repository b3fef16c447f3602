import Architectures
import Tensors
import Terminal

extension Scene {
    /// What the images are.
    func drawTaskCaption(on canvas: inout Canvas) {
        let row = layout.caption, trainings = state.trainings
        guard let card = trainings.card else {
            let text = trainings.isAvailable ? trainings.failure == nil ? "reading the images of \(trainings.task) …" : "\(trainings.task) cannot be read" : "no image tasks"
            canvas.put(text.truncated(to: row.width), at: row.x, row.y, trainings.failure == nil ? theme.faintStyle : theme.warningStyle)
            return
        }
        let end = canvas.put(card.name.truncated(to: row.width), at: row.x, row.y, theme.strongStyle)
        let texts = [
            "\(card.classNames.count) classes, \(card.images) images to learn from and \(card.heldOut) held out, \(card.size)×\(card.size), \(card.channels == 1 ? "grey" : "in colour")",
            "\(card.classNames.count) classes, \(card.images) images, \(card.heldOut) held out, \(card.size)×\(card.size)",
            "\(card.classNames.count) classes, \(card.images) images",
        ]
        let text = texts.first { CharacterWidth.columns(of: $0) + 2 <= row.right - end } ?? ""
        let next = canvas.put(text, at: end + 2, row.y, theme.textStyle)
        let source = "\(card.kind): \(card.source.escaped(limit: 400))"
        let room = row.right - next - 3
        if room > 24 { canvas.put(source.truncated(to: room), at: next + 3, row.y, theme.faintStyle) }
    }

    func drawTask(on canvas: inout Canvas) {
        let places = TaskLayout(state)
        guard let card = state.trainings.card else { return drawNoTask(in: layout.body, on: &canvas) }
        drawTaskImages(card, places, on: &canvas)
        drawTrainingCurves(in: places.curves, on: &canvas)
        drawTrainingTable(places, on: &canvas)
    }

    /// There is nothing to show; why, and what helps.
    private func drawNoTask(in area: Rect, on canvas: inout Canvas) {
        let trainings = state.trainings
        var lines: [(String, Style)] = []
        if let failure = trainings.failure {
            lines = failure.wrapped(to: max(area.width, 8)).map { ($0, theme.textStyle) }
            lines += [("", theme.textStyle), (":task \(Trainings.usualTask) goes back to the digits; n looks at the next task", theme.faintStyle)]
        } else if !trainings.isAvailable {
            lines = [("There are no image tasks here.", theme.textStyle)]
        }
        for (row, line) in lines.prefix(area.height).enumerated() { canvas.put(line.0.truncated(to: area.width), at: area.x, area.y + row, line.1) }
    }

    /// How far the training is, in the place of the run's timeline.
    func drawTaskTimeline(on canvas: inout Canvas) {
        let row = layout.timeline, trainings = state.trainings
        guard trainings.card != nil else { return }
        guard let current = trainings.running else {
            if trainings.foretelling != nil {
                canvas.put("looking at the images, and for the next cell …".truncated(to: row.width), at: row.x, row.y, theme.faintStyle)
                return
            }
            let count = trainings.record.rows.count
            let text =
                count == 0
                ? "nothing is trained yet: F finds cells for these images, t trains the \(space.words.noun) that the run ended with"
                : "\(count) training\(count == 1 ? "" : "s") kept; F finds more, t trains once more, with another seed"
            canvas.put(text.truncated(to: row.width), at: row.x, row.y, theme.faintStyle)
            return
        }
        let total = current.request.settings.epochs
        canvas.put(current.isStopping ? "‖" : "▶", at: row.x, row.y, theme.focusStyle)
        let waiting = (trainings.queue.isEmpty ? "" : "  \(trainings.queue.count) wait") + (trainings.wanted > 0 ? "  \(trainings.wanted) to be found" : "")
        let text = (current.isStopping ? "stopping" : "epoch \(current.epochs.count)/\(total)") + waiting
        canvas.put(text, endingAt: row.right, row.y, theme.faintStyle)
        let track = Rect(x: row.x + 2, y: row.y, width: max(row.width - 4 - CharacterWidth.columns(of: text), 0), height: 1)
        guard track.width > 1 else { return }
        let knob = track.x + current.epochs.count * (track.width - 1) / max(total, 1)
        for x in track.x..<track.right {
            canvas.put(x <= knob ? "━" : "┄", at: x, row.y, x <= knob ? Style(theme.truth) : theme.ruleStyle)
        }
        canvas.put("●", at: min(knob, track.right - 1), row.y, theme.isMonochrome ? Style().bold : Style(theme.truth).bold)
    }

    /// How cells are trained.
    var taskStatusWords: [StatusWord] {
        let settings = state.trainings.settings
        return [
            StatusWord("\(settings.epochs) epochs", rank: 1), StatusWord("batches of \(settings.batch)", short: "batch \(settings.batch)", rank: 3),
            StatusWord("C = \(settings.channels), N = \(settings.cellsPerStage)", short: "C \(settings.channels)", rank: 5),
        ]
    }

    /// The best that was trained.
    var taskPlace: String { state.trainings.record.rows.first.map { "best \($0.accuracy.fixed(1)) %" } ?? "" }
}
