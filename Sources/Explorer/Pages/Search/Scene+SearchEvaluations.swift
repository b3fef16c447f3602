import Architectures
import Terminal

extension Scene {
    /// What the steered search evaluated, in order: what came, how far it is from the best or what is bounded, and what was said before.
    func drawEvaluations(_ entry: Catalog.Entry, _ goal: SearchGoal, _ places: SearchLayout, on canvas: inout Canvas) {
        let area = places.evaluations
        guard area.height > 1 else { return }
        let bounded = state.race.bound.flatMap { state.catalog?[$0.column]?.info }
        let columns = SearchColumns(area, layout.tier, ArchitectureCode(space), hasSecond: bounded != nil || goal.best != nil)
        canvas.draw(Panel("evaluations", theme: theme), in: area.row(0))
        func title(_ text: String, _ right: Int?, _ style: Style) {
            if let right { canvas.put(" " + text, endingAt: right, area.y, style) }
        }
        let second = bounded.map { $0.unit.isEmpty ? "bound" : $0.unit } ?? (goal.best == nil ? "" : layout.tier == .compact ? "regr." : "regret")
        if !second.isEmpty { title(second, columns.second, theme.faintStyle) }
        title(layout.tier == .large ? "forecast ± sd" : "said ± sd", columns.forecast, Style(theme.state))
        title("came", columns.value, Style(theme.truth))
        guard let lead = state.race.lead, let shown = state.race.shown else { return }
        let first = places.firstEvaluation(count: lead.evaluations.count, shown: shown)
        var best = lead.best(of: first, goal)
        for (row, place) in (first..<lead.evaluations.count).prefix(places.list.height).enumerated() {
            guard let evaluation = lead.evaluations[ifPresent: place] else { break }
            let isBetter = evaluation.isFeasible && goal.isBetter(evaluation.value, than: best)
            if isBetter { best = evaluation.value }
            draw(evaluation, place, isBest: isBetter, isShown: place == shown, entry, goal, columns, y: places.list.y + row, on: &canvas)
        }
    }

    private func draw(
        _ evaluation: SearchEvaluation, _ place: Int, isBest: Bool, isShown: Bool, _ entry: Catalog.Entry, _ goal: SearchGoal,
        _ columns: SearchColumns, y: Int, on canvas: inout Canvas
    ) {
        let style = isShown ? theme.focusStyle : isBest ? theme.strongStyle : theme.faintStyle
        canvas.put(isShown ? "▸" : " ", at: columns.code - 5, y, theme.focusStyle)
        canvas.put("\(place + 1)", endingAt: columns.code - 1, y, style)
        drawCode(
            evaluation.architecture, at: columns.code, y, width: columns.choice, gap: columns.groupGap, isStrong: isShown || isBest, on: &canvas)
        // Where what is bounded has no column, the mark stands before the figure.
        let mark = evaluation.isFeasible || columns.second != nil ? "" : "✗"
        let value = mark + entry.info.figure(evaluation.value, within: columns.valueWidth - mark.count)
        let truth = evaluation.isFeasible ? Style(theme.truth) : theme.faintStyle
        canvas.put(value, endingAt: columns.value, y, isBest || isShown ? truth.bold : truth)
        if let second = columns.second { drawSecond(evaluation, goal, entry.info, endingAt: second, y, style, on: &canvas) }
        guard let column = columns.forecast else { return }
        guard let forecast = evaluation.forecast else {
            canvas.put(place < SearchRace.initial ? "random" : "–", endingAt: column, y, theme.faintStyle)
            return
        }
        let room = column - (columns.second ?? columns.value) - 1, half = room > 12 ? 5 : 4
        let spread = entry.info.figure((forecast.high - forecast.low) / 2, within: half).padded(to: half)
        let end = canvas.put(" ±" + spread, endingAt: column, y, theme.faintStyle)
        canvas.put(entry.info.figure(forecast.mean, within: room - 2 - half), endingAt: end, y, Style(theme.state))
    }

    /// Columns of what stands beside a value, with air.
    private var columnRoom: Int { 6 }

    /// What is bounded, with a cross where the bound is broken; else the regret.
    private func drawSecond(
        _ evaluation: SearchEvaluation, _ goal: SearchGoal, _ objective: PropertyInfo, endingAt right: Int, _ y: Int, _ style: Style, on canvas: inout Canvas
    ) {
        if let bounded = evaluation.bounded, let info = state.race.bound.flatMap({ state.catalog?[$0.column]?.info }) {
            let mark = evaluation.isFeasible ? "" : "✗"
            canvas.put(mark + info.figure(bounded, within: columnRoom - mark.count), endingAt: right, y, evaluation.isFeasible ? style : theme.warningStyle)
            return
        }
        guard let left = goal.regret(evaluation.value) else { return }
        canvas.put(left <= 0 ? "✓" : objective.figure(left, within: columnRoom), endingAt: right, y, style)
    }
}
