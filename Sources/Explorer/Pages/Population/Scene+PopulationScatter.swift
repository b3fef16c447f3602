import Diffusion
import Terminal

extension Scene {
    /// The selected property over another one, a dot a sample, and what no other sample beats in both.
    func drawScatter(_ moment: PopulationMoment?, _ places: PopulationLayout, on canvas: inout Canvas) {
        guard let catalog = state.catalog, let name = state.selectedProperty, let up = catalog[name] else { return }
        guard let partner = state.populationPartner, let across = catalog[partner] else {
            canvas.draw(Panel("\(name): a brings a property to set beside it", theme: theme), in: places.scatter)
            return
        }
        let area = places.points
        let title = places.scatter.width >= 50 ? "\(name) over \(partner)" : "over \(partner)"
        canvas.draw(Panel(title, detail: frontDetail(up, across), theme: theme), in: places.scatter)
        guard area.height > 1, area.width > 8 else { return }
        drawScatterAxes(up, across, area, on: &canvas)
        guard let moment else { return }
        let (ys, xs) = (moment.scores(of: name).values, moment.scores(of: partner).values)
        let front = ParetoFront.places(
            of: zip(xs, ys).map { (x: $0, y: $1) }, higherXIsBetter: across.info.higherIsBetter,
            higherYIsBetter: up.info.higherIsBetter)
        drawPoints(xs, ys, front: front, isBefore: moment.isBefore, places, on: &canvas)
    }

    private func frontDetail(_ up: Catalog.Entry, _ across: Catalog.Entry) -> String {
        "better: \(up.info.higherIsBetter ? "↑" : "↓") \(across.info.higherIsBetter ? "→" : "←")"
    }

    private func drawScatterAxes(_ up: Catalog.Entry, _ across: Catalog.Entry, _ area: Rect, on canvas: inout Canvas) {
        canvas.verticalLine(at: area.x - 1, area.y, length: area.height + 1, theme.ruleStyle)
        canvas.horizontalLine(at: area.x - 1, area.bottom, length: area.width + 1, theme.ruleStyle)
        canvas.put("└", at: area.x - 1, area.bottom, theme.ruleStyle)
        let range = ScoreBins.usual.range
        for (score, row) in [
            (range.upperBound, area.y), (0, area.y + area.height / 2), (range.lowerBound, area.bottom - 1),
        ] {
            let label = up.info.figure(up.scale.value(at: score), within: PopulationLayout.labelWidth - 2)
            canvas.put(label, endingAt: area.x - 1, row, theme.faintStyle)
        }
        drawScoreLabels(across, in: Rect(x: area.x, y: area.bottom + 1, width: area.width, height: 1), on: &canvas)
    }

    private func drawPoints(
        _ xs: [Double], _ ys: [Double], front: [Int], isBefore: Bool, _ places: PopulationLayout, on canvas: inout Canvas
    ) {
        let area = places.points
        var grid = BrailleGrid(columns: area.width, rows: area.height)
        let quiet = theme.isMonochrome ? Style() : Style(theme.background.mixed(with: theme.state, amount: isBefore ? 0.35 : 0.6))
        let line = theme.isMonochrome ? Style().dim : Style(theme.background.mixed(with: theme.state, amount: 0.35))
        let corners = front.compactMap { places.dot(xs[$0], ys[$0]) }
        for (from, to) in zip(corners, corners.dropFirst()) {
            grid.line(from: (Double(from.x), Double(from.y)), to: (Double(to.x), Double(to.y)), line)
        }
        for (x, y) in zip(xs, ys) {
            guard let dot = places.dot(x, y) else { continue }
            grid.set(x: dot.x, y: dot.y, quiet)
        }
        grid.draw(on: &canvas, at: area.x, area.y)
        for corner in corners {
            canvas.put("◆", at: area.x + corner.x / 2, area.y + corner.y / 4, isBefore ? theme.faintStyle : Style(theme.state).bold)
        }
        guard let picked = state.population.picked, xs.indices.contains(picked), let dot = places.dot(xs[picked], ys[picked])
        else { return }
        let (x, y) = (area.x + dot.x / 2, area.y + dot.y / 4)
        canvas.put("◉", at: x, y, theme.focusStyle)
        let label = "\(picked)"
        canvas.put(label, at: x + 2 + label.count < area.right ? x + 2 : x - 1 - label.count, y, theme.focusStyle)
    }
}
