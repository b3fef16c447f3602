import Diffusion
import Terminal

extension Scene {
    /// What was said of each cell before it was evaluated, mean ± deviation, and what came; over the same columns as the regret. Figures
    /// stand at their standard scores among all cells, so that the few good ones have room.
    func drawForecasts(_ entry: Catalog.Entry, _ goal: SearchGoal, _ places: SearchLayout, on canvas: inout Canvas) {
        let area = places.bars
        let evaluations = state.race.lead?.evaluations ?? []
        canvas.draw(Panel("forecast ± sd, and what came", detail: coverage(evaluations), theme: theme), in: places.forecasts)
        guard area.width > 8, area.height > 2 else { return }
        canvas.verticalLine(at: area.x - 1, area.y, length: area.height + 1, theme.ruleStyle)
        canvas.horizontalLine(at: area.x - 1, area.bottom, length: area.width + 1, theme.ruleStyle)
        canvas.put("└", at: area.x - 1, area.bottom, theme.ruleStyle)
        let range = scoreRange(entry, goal, evaluations)
        let middle = goal.best == nil ? (range.lowerBound + range.upperBound) / 2 : 0.5
        for (score, row) in [(range.upperBound, area.y), (middle, area.y + area.height / 2), (range.lowerBound, area.bottom - 1)] {
            let label = entry.info.figure(entry.scale.value(at: score), within: SearchLayout.labelWidth - 2)
            canvas.put(label, endingAt: area.x - 1, row, theme.faintStyle)
        }
        var grid = BrailleGrid(columns: area.width, rows: area.height)
        func y(_ value: Double) -> Int {
            let share = entry.scale.score(of: value).fraction(from: range.lowerBound, to: range.upperBound)
            return ((1 - share) * Double(grid.height - 1)).rounded(into: 0...max(grid.height - 1, 0))
        }
        let quiet = theme.isMonochrome ? Style().dim : Style(theme.background.mixed(with: theme.state, amount: 0.75))
        for (place, evaluation) in evaluations.enumerated() {
            guard let forecast = evaluation.forecast else { continue }
            let x = places.dot(place + 1)
            for dot in min(y(forecast.low), y(forecast.high))...max(y(forecast.low), y(forecast.high)) { grid.set(x: x, y: dot, quiet) }
        }
        let truth = theme.isMonochrome ? Style().bold : Style(theme.truth).bold
        for (place, evaluation) in evaluations.enumerated() { grid.set(x: places.dot(place + 1), y: y(evaluation.value), truth) }
        grid.draw(on: &canvas, at: area.x, area.y)
        guard let shown = state.race.shown, let evaluation = evaluations[ifPresent: shown] else { return }
        let column = places.column(shown + 1)
        canvas.put("▴", at: column, area.bottom, theme.focusStyle)
        canvas.put("◉", at: column, area.y + y(evaluation.value) / 4, theme.focusStyle)
    }

    /// Standard scores among all cells, from bad to the best of 15,625; where there are too many to count, of what came, and a half around.
    private func scoreRange(_ entry: Catalog.Entry, _ goal: SearchGoal, _ evaluations: [SearchEvaluation]) -> ClosedRange<Double> {
        guard goal.best == nil else { return -2.5...3.9 }
        let scores = evaluations.map { entry.scale.score(of: $0.value) }.filter(\.isFinite)
        let (low, high) = (min(scores.min() ?? -1, -1), max(scores.max() ?? 1, 1))
        return ((low - 0.25) * 2).rounded(.down) / 2...((high + 0.25) * 2).rounded(.up) / 2
    }

    /// How many figures came within a deviation of what was said, of those that something was said of.
    private func coverage(_ evaluations: [SearchEvaluation]) -> String {
        let known = evaluations.compactMap { evaluation in evaluation.forecast.map { (evaluation.value, $0) } }
        guard !known.isEmpty else { return "" }
        let within = known.count { $0.1.low <= $0.0 && $0.0 <= $0.1.high }
        return "\(within) of \(known.count) within"
    }
}
