import Architectures
import Diffusion
import Terminal

extension Scene {
    /// The sample that is pointed at: its operations, and its figures as predicted and as measured.
    func drawPicked(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        let picked = state.population.picked.flatMap { sample in moment.map { sample < $0.count } ?? false ? sample : nil }
        canvas.draw(
            Panel(picked.map { "sample \($0)" } ?? "samples", theme: theme), in: area.row(0))
        guard let moment, let picked else {
            let hint = ["n points at a sample, the best first;", "a click in the plot does, too.", "enter dives into its run."]
            for (row, line) in hint.enumerated() where row + 1 < area.height {
                canvas.put(line.truncated(to: area.width), at: area.x, area.y + 1 + row, theme.faintStyle)
            }
            return
        }
        canvas.put(" predicted", endingAt: area.right - 10, area.y, Style(theme.state))
        canvas.put(" measured", endingAt: area.right, area.y, Style(theme.truth))
        drawOperations(moment, picked, at: area.x, area.y + 1, on: &canvas)
        // What was trained comes first: it is what everything else predicts.
        let top = area.y + 2 + (drawTrained(moment, picked, in: area, on: &canvas) ? 1 : 0)
        for (row, name) in state.shown.enumerated() where top + row < area.bottom {
            let y = top + row
            canvas.put(name.truncated(to: max(area.width - 22, 4)), at: area.x, y, theme.faintStyle)
            let (predicted, measured) = values(moment, picked, name)
            if let predicted { canvas.put(predicted, endingAt: area.right - 10, y, Style(theme.state)) }
            if let measured { canvas.put(measured, endingAt: area.right, y, Style(theme.truth)) }
        }
    }

    /// - Returns: whether there is something to be told of a training
    private func drawTrained(_ moment: PopulationMoment, _ picked: Int, in area: Rect, on canvas: inout Canvas) -> Bool {
        guard moment.isEnd, area.height > 2, let text = trainedText(moment, picked) else { return false }
        canvas.put(state.trainings.propertyName.truncated(to: max(area.width - 22, 4)), at: area.x, area.y + 2, theme.textStyle)
        canvas.put(text, endingAt: area.right, area.y + 2, Style(theme.truth).bold)
        return true
    }

    /// What training the sample's cell came to, or how far it is; nil where it was never trained.
    private func trainedText(_ moment: PopulationMoment, _ picked: Int) -> String? {
        guard moment.step.isValid[ifPresent: picked] ?? false, let cell = moment.architecture(picked)?.cell else { return nil }
        let trainings = state.trainings
        switch trainings.standing(of: cell) {
        case .untrained: return nil
        case .waiting(let others): return "waits (\(others))"
        case .running(let current): return "epoch \(current.epochs.count)/\(current.request.settings.epochs)"
        case .measured: return trainings.accuracy(of: cell).map { "\($0.fixed(1)) %" }
        }
    }

    /// The same in one line.
    func drawPickedLine(_ moment: PopulationMoment, at x: Int, _ y: Int, on canvas: inout Canvas) {
        guard let picked = state.population.picked, picked < moment.count else {
            canvas.put("n points at a sample, the best first; enter dives into its run", at: x, y, theme.faintStyle)
            return
        }
        var end = canvas.put("◉ \(picked)".padded(to: 8), at: x, y, theme.focusStyle)
        end = drawOperations(moment, picked, at: end, y, on: &canvas) + 2
        if moment.isEnd, let text = trainedText(moment, picked) {
            end = canvas.put("\(state.trainings.task.truncated(to: 10)) \(text)", at: end, y, Style(theme.truth).bold) + 3
        }
        for name in [state.selectedProperty, state.populationPartner].compactMap({ $0 }) {
            let (predicted, measured) = values(moment, picked, name)
            guard let text = measured ?? predicted, let unit = state.catalog?[name]?.info.unit else { continue }
            end = canvas.put("\(text) \(unit)", at: end, y, measured == nil ? Style(theme.state) : Style(theme.truth)) + 3
        }
    }

    /// - Returns: the column after the end
    @discardableResult
    private func drawOperations(
        _ moment: PopulationMoment, _ sample: Int, at x: Int, _ y: Int, on canvas: inout Canvas
    ) -> Int {
        guard let architecture = moment.architecture(sample) else {
            return canvas.put("no \(space.words.noun) yet", at: x, y, theme.faintStyle)
        }
        let types = architecture.nodeTypes
        var end = x
        // Where there are too many for words, by their letters.
        let isShort = space.groups.count <= 6 && space.groups.allSatisfy { $0.nodes.count <= 4 }
        if !isShort { end = canvas.put(view.letters(types, columns: view.lettersWidth), at: x, y, theme.strongStyle) + 1 }
        for group in isShort ? space.groups : [] {
            // The layers of a stage by their kernels alone, so that all stages fit.
            for (place, node) in group.nodes.enumerated() {
                let text = group.nodes.count > 1 ? space.letter(ofType: types[node]) : space.shortLabel(ofType: types[node])
                canvas.put(text, at: end + place, y, space.isNothing(types[node]) ? theme.faintStyle : theme.strongStyle)
            }
            end += 5
        }
        let isValid = moment.step.isValid[ifPresent: sample] ?? false
        let verdict = isValid ? "✓" : moment.isEnd ? "✗" : "·"
        return canvas.put(verdict, at: end, y, isValid ? Style(theme.truth) : moment.isEnd ? theme.warningStyle : theme.faintStyle)
    }

    /// A sample's predicted and measured value, in the natural unit.
    private func values(_ moment: PopulationMoment, _ sample: Int, _ name: String) -> (predicted: String?, measured: String?) {
        guard let entry = moment.catalog[name] else { return (nil, nil) }
        let width = moment.course.request.properties.count
        var predicted: String?
        if let place = moment.course.request.properties.firstIndex(of: name) {
            let score = moment.step.scores[ifPresent: sample * width + place] ?? .nan
            if !score.isNaN { predicted = entry.info.figure(entry.scale.value(at: Double(score)), within: 9) }
        }
        let measured = moment.measured(sample, entry)
        return (predicted, measured.map { entry.info.figure($0, within: 9) })
    }
}
