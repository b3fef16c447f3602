import Diffusion
import Terminal

extension Scene {
    /// Many samples: the distribution of a property beside the exact one, two properties against each other, and what there is to
    /// count.
    func drawPopulation(on canvas: inout Canvas) {
        let places = PopulationLayout(layout)
        let moment = PopulationMoment(state)
        drawHistogram(moment, places, on: &canvas)
        drawScatter(moment, places, on: &canvas)
        drawPopulationProperties(moment, on: &canvas)
        drawCounts(moment, in: places.counts, on: &canvas)
    }

    /// What the marks mean.
    func drawPopulationCaption(on canvas: inout Canvas) {
        let row = layout.caption
        if let failure = state.population.course?.failure {
            canvas.put(failure.truncated(to: row.width), at: row.x, row.y, theme.warningStyle)
            return
        }
        guard let property = state.selectedProperty, let moment = PopulationMoment(state) else {
            let text = state.isLoading ? "loading the networks and what was measured" : "\(state.population.size) samples start from noise"
            canvas.put(text.truncated(to: row.width), at: row.x, row.y, theme.textStyle)
            return
        }
        let isMeasured = moment.scores(of: property).isMeasured
        var parts: [(mark: String, text: String, style: Style)] = [
            ("▇", " \(moment.count) samples, \(isMeasured ? "measured" : "predicted at x_t")", moment.isBefore ? theme.faintStyle : Style(theme.state))
        ]
        // What is shown is not what the sliders say: that comes first.
        if moment.isBefore { parts.insert(("", "of the settings before; \(populationProgress)", theme.warningStyle), at: 0) }
        if let invalid = moment.invalidWords(space) { parts.append(("✗", " \(invalid)", theme.warningStyle)) }
        let truth = moment.truth?.properties[property]
        if truth?.exact != nil { parts.append(("•", " exact tilt", Style(theme.truth).bold)) }
        if truth != nil { parts.append(("·", " no guidance", theme.faintStyle)) }
        if let obstacle = moment.truth?.obstacle {
            parts.append(("", obstacle, theme.textStyle))
        } else if moment.truth != nil, truth == nil {
            parts.append(("", "\(property) is not measured: no exact curve", theme.textStyle))
        }
        parts.append(("◆", " Pareto front", Style(theme.state).bold))
        var x = row.x
        for part in parts {
            let width = CharacterWidth.columns(of: part.mark + part.text)
            guard x + width <= row.right else { continue }
            x = canvas.put(part.mark, at: x, row.y, part.style)
            x = canvas.put(part.text, at: x, row.y, part.mark.isEmpty ? part.style : theme.textStyle) + 3
        }
    }

    /// How far the computing is, for a panel's title; nothing when it is through.
    var populationProgress: String {
        guard state.population.isUnderWay, let course = state.population.course else { return "" }
        let percent = (Double(course.steps.count) / Double(course.total) * 100).fixed(0).padded(to: 2, alignedRight: true)
        let left = state.population.timeLeft.map { "  \($0.fixed(1)) s left" } ?? ""
        return "computing \(percent) %\(left)"
    }

    /// Natural values at the ends and in the middle of an axis, and the property's name where there is room.
    func drawScoreLabels(_ entry: Catalog.Entry, in row: Rect, on canvas: inout Canvas) {
        let range = ScoreBins.usual.range
        func label(_ score: Double) -> String { entry.info.figure(entry.scale.value(at: score), within: row.width / 3 - 1) }
        canvas.put(label(range.lowerBound), at: row.x, row.y, theme.faintStyle)
        canvas.put(label(0), centeredIn: row, theme.faintStyle)
        canvas.put(label(range.upperBound), endingAt: row.right, row.y, theme.faintStyle)
    }
}
