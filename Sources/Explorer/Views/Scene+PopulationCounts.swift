import Architectures
import Diffusion
import Terminal

extension Scene {
    /// What there is to count, live: in two lines where there is little room, else in three columns.
    func drawCounts(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        guard area.height > 1 else { return }
        guard area.height > 6 else { return drawCountLines(moment, in: area, on: &canvas) }
        let parts = area.columns([.fixed(34), .flexible(), .flexible()], gap: 4)
        drawFigures(moment, in: parts[0], on: &canvas)
        drawEdgeShares(moment, in: parts[1], on: &canvas)
        drawPicked(moment, in: parts[2], on: &canvas)
    }

    private struct Figure {
        var name, value, note: String
    }

    private func figures(_ moment: PopulationMoment) -> [Figure] {
        let diversity = moment.step.diversity
        func percent(_ share: Double) -> String { (share.isNaN ? "–" : (share * 100).fixed(1)).padded(to: 5, alignedRight: true) + " %" }
        let unique = diversity.count > 0 ? Double(diversity.distinct) / Double(diversity.count) : .nan
        let expected = moment.truth?.expectedUniqueness.map { "exact \(($0 * 100).fixed(1)) %" } ?? ""
        var figures = [
            Figure(
                name: "valid", value: percent(Double(diversity.count) / Double(max(moment.count, 1))),
                note: "\(diversity.count) of \(moment.count)"),
            Figure(name: "unique", value: percent(unique), note: expected),
            Figure(
                name: "Hamming", value: diversity.meanHamming.isNaN ? "   –  " : " " + diversity.meanHamming.fixed(2) + "  ",
                note: "of 6 edges"),
        ]
        if let property = state.selectedProperty {
            let found = moment.distance(property)
            figures.append(
                Figure(
                    name: "TV", value: found.map { $0.distance.fixed(3) + " " } ?? "  –   ", note: found.map { "floor \($0.floor.fixed(3))" } ?? ""))
        }
        if let size = moment.step.effectiveSize {
            figures.append(
                Figure(
                    name: "particles", value: size.fixed(0).padded(to: 5, alignedRight: true) + "  ",
                    note: "of \(moment.count)"))
        }
        return figures
    }

    private func drawFigures(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        canvas.draw(Panel("population of \(state.population.size)", theme: theme), in: area.row(0))
        guard let moment else { return }
        for (row, figure) in figures(moment).enumerated() where row + 1 < area.height {
            let y = area.y + 1 + row
            canvas.put(figure.name, at: area.x, y, theme.textStyle)
            canvas.put(figure.value, endingAt: area.x + 18, y, theme.strongStyle)
            canvas.put(figure.note, at: area.x + 20, y, theme.faintStyle)
        }
    }

    private func drawCountLines(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        guard let moment else { return }
        var x = area.x
        for figure in figures(moment) {
            let value = figure.value.trimmed
            let note = figure.note.isEmpty || figure.name == "valid" || figure.name == "Hamming" ? "" : " (\(figure.note))"
            guard x + figure.name.count + value.count + note.count + 1 <= area.right else { continue }
            x = canvas.put(figure.name + " ", at: x, area.y, theme.faintStyle)
            x = canvas.put(value, at: x, area.y, theme.strongStyle)
            x = canvas.put(note, at: x, area.y, theme.faintStyle) + 3
        }
        drawPickedLine(moment, at: area.x, area.y + 1, on: &canvas)
    }

    /// How evenly the operations are spread on each edge, and which is the most frequent.
    private func drawEdgeShares(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        canvas.draw(Panel("operations by edge", detail: "entropy, nats", theme: theme), in: area.row(0))
        guard let diversity = moment?.step.diversity, diversity.count > 0 else { return }
        for (edge, entropy) in diversity.entropies.enumerated() where edge + 1 < area.height {
            let y = area.y + 1 + edge
            canvas.put(Self.nodeNames[edge + 1], at: area.x, y, theme.faintStyle)
            let shares = diversity.shares[edge]
            if let top = shares.indices.max(by: { shares[$0] < shares[$1] }), let operation = Operation(rawValue: top) {
                let share = "\((shares[top] * 100).fixed(0)) %"
                canvas.put(operation.label, at: area.x + 5, y, theme.textStyle)
                canvas.put(share, endingAt: area.x + 19, y, theme.textStyle)
            }
            let bar = Rect(x: area.x + 21, y: y, width: max(area.width - 27, 0), height: 1)
            canvas.draw(Bar(entropy, in: 0...CellDiversity.greatestEntropy, hue: theme.state, theme: theme), in: bar)
            canvas.put(entropy.fixed(2), endingAt: area.right, y, theme.textStyle)
        }
    }

    private func drawPicked(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
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
        for (row, name) in state.shown.enumerated() where row + 2 < area.height {
            let y = area.y + 2 + row
            canvas.put(name.truncated(to: max(area.width - 22, 4)), at: area.x, y, theme.faintStyle)
            let (predicted, measured) = values(moment, picked, name)
            if let predicted { canvas.put(predicted, endingAt: area.right - 10, y, Style(theme.state)) }
            if let measured { canvas.put(measured, endingAt: area.right, y, Style(theme.truth)) }
        }
    }

    private func drawPickedLine(_ moment: PopulationMoment, at x: Int, _ y: Int, on canvas: inout Canvas) {
        guard let picked = state.population.picked, picked < moment.count else {
            canvas.put("n points at a sample, the best first; enter dives into its run", at: x, y, theme.faintStyle)
            return
        }
        var end = canvas.put("◉ \(picked)".padded(to: 8), at: x, y, theme.focusStyle)
        end = drawOperations(moment, picked, at: end, y, on: &canvas) + 2
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
        guard let cell = moment.cell(sample) else { return canvas.put("no cell yet", at: x, y, theme.faintStyle) }
        var end = x
        for operation in cell.operations {
            canvas.put(Self.short(NodeType(operation)), at: end, y, operation == .none ? theme.faintStyle : theme.strongStyle)
            end += 5
        }
        let isValid = moment.step.isValid[sample]
        let verdict = isValid ? "✓" : moment.isEnd ? "✗" : "·"
        return canvas.put(verdict, at: end, y, isValid ? Style(theme.truth) : moment.isEnd ? theme.warningStyle : theme.faintStyle)
    }

    /// A sample's predicted and measured value, in the natural unit.
    private func values(_ moment: PopulationMoment, _ sample: Int, _ name: String) -> (predicted: String?, measured: String?) {
        guard let entry = moment.catalog[name] else { return (nil, nil) }
        let width = moment.course.request.properties.count
        var predicted: String?
        if let place = moment.course.request.properties.firstIndex(of: name) {
            let score = moment.step.scores[sample * width + place]
            if !score.isNaN { predicted = entry.scale.value(at: Double(score)).fixed(entry.info.decimals) }
        }
        let measured = entry.figures.flatMap { moment.measured(sample, in: $0) }
        return (predicted, measured.map { $0.fixed(entry.info.decimals) })
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
