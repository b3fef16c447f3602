import Architectures
import Terminal

extension Scene {
    /// The cells of the steered search in the order it evaluated them: what came, how far it is from the best, and what was said before.
    func drawEvaluations(_ entry: Catalog.Entry, _ goal: SearchGoal, _ places: SearchLayout, on canvas: inout Canvas) {
        let area = places.evaluations
        guard area.height > 1 else { return }
        let columns = Columns(area, layout.tier)
        canvas.draw(Panel("evaluations", theme: theme), in: area.row(0))
        func title(_ text: String, _ right: Int?, _ style: Style) {
            if let right { canvas.put(" " + text, endingAt: right, area.y, style) }
        }
        title(layout.tier == .compact ? "regr." : "regret", columns.regret, theme.faintStyle)
        title(layout.tier == .large ? "forecast ± sd" : "said ± sd", columns.forecast, Style(theme.state))
        title("came", columns.value, Style(theme.truth))
        guard let lead = state.race.lead, let shown = state.race.shown else { return }
        let first = places.firstEvaluation(count: lead.evaluations.count, shown: shown)
        var best = lead.best(of: first, goal)
        for (row, place) in (first..<lead.evaluations.count).prefix(places.list.height).enumerated() {
            let evaluation = lead.evaluations[place]
            let isBetter = best.map { goal.regret(evaluation.value) < goal.regret($0) } ?? true
            if isBetter { best = evaluation.value }
            draw(evaluation, place, isBest: isBetter, isShown: place == shown, entry, goal, columns, y: places.list.y + row, on: &canvas)
        }
    }

    /// Right ends of the columns; nil where there is no room.
    private struct Columns {
        let operations: Int
        let operationWidth: Int
        let value: Int
        let regret: Int
        let forecast: Int?

        init(_ area: Rect, _ tier: ScreenLayout.Tier) {
            operations = area.x + (tier == .compact ? 5 : 6)
            operationWidth = tier == .large ? 5 : 3
            value = operations + 6 * operationWidth + (tier == .compact ? 5 : 7)
            regret = min(value + 7, area.right)
            forecast = area.right - value - 7 >= 12 ? area.right : nil
        }
    }

    private func draw(
        _ evaluation: SearchEvaluation, _ place: Int, isBest: Bool, isShown: Bool, _ entry: Catalog.Entry, _ goal: SearchGoal,
        _ columns: Columns, y: Int, on canvas: inout Canvas
    ) {
        let decimals = entry.info.decimals
        let style = isShown ? theme.focusStyle : isBest ? theme.strongStyle : theme.faintStyle
        canvas.put(isShown ? "▸" : " ", at: columns.operations - 5, y, theme.focusStyle)
        canvas.put("\(place + 1)", endingAt: columns.operations - 1, y, style)
        drawCode(evaluation.code, at: columns.operations, y, width: columns.operationWidth, isStrong: isShown || isBest, on: &canvas)
        let value = evaluation.value.fixed(decimals)
        canvas.put(value, endingAt: columns.value, y, isBest || isShown ? Style(theme.truth).bold : Style(theme.truth))
        let left = goal.regret(evaluation.value)
        canvas.put(left <= 0 ? "✓" : left.fixed(decimals), endingAt: columns.regret, y, style)
        guard let column = columns.forecast else { return }
        guard let forecast = evaluation.forecast else {
            canvas.put(place < SearchRace.initial ? "random" : "–", endingAt: column, y, theme.ruleStyle)
            return
        }
        let end = canvas.put(" ±" + ((forecast.high - forecast.low) / 2).fixed(decimals).padded(to: 4), endingAt: column, y, theme.faintStyle)
        canvas.put(forecast.mean.fixed(decimals), endingAt: end, y, Style(theme.state))
    }

    /// The six operations of a cell. - Returns: the column after the end
    @discardableResult
    func drawCode(_ code: Int16, at x: Int, _ y: Int, width: Int, isStrong: Bool, on canvas: inout Canvas) -> Int {
        guard let cell = Cell(code: Int(code)) else { return x }
        var end = x
        for operation in cell.operations {
            let name = width > 3 ? Self.short(operation) : String(Self.short(operation).prefix(2))
            canvas.put(name, at: end, y, operation == .none ? theme.faintStyle : isStrong ? theme.strongStyle : theme.textStyle)
            end += width
        }
        return end
    }

    /// An operation in at most four columns.
    static func short(_ operation: Operation) -> String {
        Architectures.SearchSpace.nasbench201.shortLabel(ofType: NodeType(operation).rawValue)
    }
}
