import Diffusion
import Terminal

extension Scene {
    /// How often the selected property takes which value, over standard scores: without guidance a bell, whatever the property.
    func drawHistogram(_ moment: PopulationMoment?, _ places: PopulationLayout, on canvas: inout Canvas) {
        guard let property = state.selectedProperty, let entry = state.catalog?[property] else { return }
        let unit = entry.info.unit.isEmpty ? "" : ", \(entry.info.unit)"
        let panel = Panel(property + unit, detail: populationProgress, theme: theme)
        canvas.draw(panel, in: places.histogram)
        let area = places.bars
        guard area.height > 0 else { return }
        let axis = Rect(x: area.x, y: area.bottom, width: area.width, height: 1)
        canvas.horizontalLine(at: axis.x, axis.y, length: axis.width, theme.ruleStyle)
        drawScoreLabels(entry, in: Rect(x: axis.x, y: axis.y + 1, width: axis.width, height: 1), on: &canvas)
        let truth = state.population.truth?.properties[property]
        guard let moment else { return }
        let scores = moment.scores(of: property).values
        let hue = theme.isMonochrome ? theme.state : theme.background.mixed(with: theme.state, amount: moment.isBefore ? 0.35 : 0.8)
        canvas.draw(
            Histogram(
                ScoreBins.usual.shares(scores), expected: truth?.exact ?? [], reference: truth?.prior ?? [],
                top: Self.histogramTop(truth), hue: hue, theme: theme), in: area)
        guard let picked = state.population.picked, scores.indices.contains(picked),
            let bin = ScoreBins.usual.index(of: scores[picked])
        else { return }
        // Where the picked sample stands.
        let column = area.x + min((2 * bin + 1) * area.width / (2 * ScoreBins.usual.count), area.width - 1)
        canvas.put("▴", at: column, axis.y, theme.focusStyle)
    }

    /// The scale follows the curves and not the bars, so that it does not jump while these move.
    private static func histogramTop(_ truth: PopulationTruth.Property?) -> Double {
        let bell = 0.1
        return 1.4 * max((truth?.prior.max() ?? bell), truth?.exact?.max() ?? bell)
    }
}
