import Architectures
import Diffusion
import Terminal

extension Scene {
    /// Two runs at the same noise level, and what differs between them.
    func draw(_ comparison: Comparison, on canvas: inout Canvas) {
        let place = ComparisonLayout(layout, shown: state.shown.count, space: space)
        let sides = state.isRivalLeft ? [comparison.rival, comparison.current] : [comparison.current, comparison.rival]
        for (side, column) in zip(sides, [place.left, place.right]) {
            drawHead(side, in: place.part(place.heads, of: column), on: &canvas)
            guard let moment = side.snapshot else {
                canvas.put("computing …", at: column.x, place.states.y + 1, theme.faintStyle)
                continue
            }
            guard moment.space == space else { continue }
            let parts = Side(
                moment: moment, gap: comparison.gap, picture: place.part(place.pictures, of: column), states: place.part(place.states, of: column))
            view.draw(parts, self, on: &canvas)
        }
        drawMiddle(comparison, place, on: &canvas)
        drawFigures(sides, place, on: &canvas)
        drawCourses(comparison, place, on: &canvas)
    }

    func drawNoComparison(on canvas: inout Canvas) {
        canvas.draw(Panel("compare", theme: theme), in: layout.body)
        guard branch != nil else { return }
        let lines =
            state.shownRival == nil
            ? [
                "There is no other run with this noise yet.",
                "Steer with ← →, or fork by s, d, o or m: the run left is compared with the new one.",
            ]
            : ["computing the other run …"]
        for (row, line) in lines.enumerated() {
            canvas.put(line, centeredIn: layout.body, row: layout.body.height / 2 - 1 + row, theme.faintStyle)
        }
    }

    private func drawHead(_ side: Comparison.Side, in rect: Rect, on canvas: inout Canvas) {
        let total = side.branch.total
        let digits = String(total).count
        var detail = "\(String(min(side.position, total)).padded(to: digits, alignedRight: true))/\(total)"
        if layout.tier > .compact { detail = "step " + detail }
        if let moment = side.snapshot {
            let sigma = moment.sigma.fixed(moment.sigma >= 9.995 ? 1 : 2).padded(to: 4, alignedRight: true)
            if rect.width >= 34 { detail += " σ \(sigma)" }
            detail += " " + (layout.tier > .compact ? moment.verdict.padded(to: 9) : String(moment.verdict.prefix(1)))
        }
        let name = (side.isCurrent ? "▸" : " ") + side.name
        canvas.draw(Panel(name, detail: detail, isFocused: side.isCurrent, theme: theme), in: rect)
        let words = side.words.joined(separator: " · ").truncated(to: rect.width - 1)
        canvas.put(words, at: rect.x + 1, rect.y + 1, side.isCurrent ? theme.textStyle : theme.faintStyle)
    }

    /// Between the runs: how far they are apart, and a mark at each row that differs.
    private func drawMiddle(_ comparison: Comparison, _ place: ComparisonLayout, on canvas: inout Canvas) {
        guard let gap = comparison.gap else { return }
        let column = place.middle
        for row in gap.nodes.compactMap({ view.row(of: $0, isCompact: layout.tier <= .compact) }) where row + 1 < place.states.height {
            canvas.put("≠", at: column.x + column.width / 2, place.states.y + 1 + row, theme.strongStyle)
        }
        guard column.width >= 10, place.pictures.height >= 7 || !view.hasRowMarks else { return }
        func count(_ places: [Int], of all: Int) -> (String, Style) {
            ("\(places.count) of \(all) ≠", places.isEmpty ? theme.faintStyle : theme.strongStyle)
        }
        let lines: [(String, Style)] = [
            ("‖x − x′‖", theme.faintStyle), (gap.distance.fixed(2), Style(theme.state).bold),
            ("", theme.faintStyle),
            ("\(space.words.type)s", theme.faintStyle), count(gap.nodes.filter(space.choices.contains), of: space.choices.count),
            ("links", theme.faintStyle), count(gap.slots, of: space.layout.slots.count),
        ]
        let top = place.pictures.y + max((place.pictures.height - lines.count) / 2, 0) + (view.hasRowMarks ? 0 : 1)
        for (row, line) in lines.enumerated() {
            canvas.put(line.0, centeredIn: Rect(x: column.x, y: top, width: column.width, height: lines.count), row: row, line.1)
        }
    }
}
