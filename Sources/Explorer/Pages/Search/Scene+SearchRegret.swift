import Terminal

extension Scene {
    /// How far the best found is from the best there is, by its logarithm, over the evaluations: a staircase a search.
    func drawRegret(_ entry: Catalog.Entry, _ goal: SearchGoal, _ places: SearchLayout, on canvas: inout Canvas) {
        let area = places.curves
        let scale = SearchScale(state.race, entry, goal)
        canvas.draw(Panel(scale.title, detail: scale.detail, theme: theme), in: places.regret)
        guard area.width > 8, area.height > 2 else { return }
        drawRegretAxes(scale, places, on: &canvas)
        drawEvaluationAxis(entry, places, on: &canvas)
        var grid = BrailleGrid(columns: area.width, rows: area.height)
        func y(_ best: Double) -> Double { (1 - scale.height(best)) * Double(grid.height - 1) }
        var ends: [(racer: SearchRace.Racer, x: Int, y: Int)] = []
        // The steered one last, on top of the others.
        for racer in state.race.racers.reversed() {
            // The line begins with the first that keeps the bound.
            guard let first = racer.evaluations.firstIndex(where: \.isFeasible) else { continue }
            var best = racer.evaluations[first].value
            let style = style(of: racer)
            for (place, evaluation) in racer.evaluations.enumerated().dropFirst(first) {
                let now = evaluation.isFeasible && goal.isBetter(evaluation.value, than: best) ? evaluation.value : best
                let (x, last) = (Double(places.dot(place + 1)), Double(places.dot(max(place, first + 1))))
                grid.line(from: (last, y(best)), to: (x, y(best)), style)
                grid.line(from: (x, y(best)), to: (x, y(now)), style)
                best = now
            }
            ends.append((racer, places.column(racer.evaluations.count), area.y + y(best).rounded(.down).rounded(into: 0...grid.height) / 4))
        }
        grid.draw(on: &canvas, at: area.x, area.y)
        drawEnds(ends.reversed(), area, on: &canvas)
    }

    /// A letter at the end of each curve; where two would stand on each other, one below the other.
    private func drawEnds(_ ends: [(racer: SearchRace.Racer, x: Int, y: Int)], _ area: Rect, on canvas: inout Canvas) {
        var taken: Set<[Int]> = []
        for end in ends {
            let x = min(end.x + 1, area.right - 1)
            guard let y = (end.y..<area.bottom).first(where: { !taken.contains([x, $0]) }) ?? (area.y..<end.y).last(where: { !taken.contains([x, $0]) })
            else { continue }
            taken.insert([x, y])
            canvas.put(letter(of: end.racer), at: x, y, style(of: end.racer).bold)
        }
    }

    private func drawRegretAxes(_ scale: SearchScale, _ places: SearchLayout, on canvas: inout Canvas) {
        let area = places.curves
        canvas.verticalLine(at: area.x - 1, area.y, length: area.height + 1, theme.ruleStyle)
        canvas.horizontalLine(at: area.x - 1, area.bottom, length: area.width + 1, theme.ruleStyle)
        canvas.put("└", at: area.x - 1, area.bottom, theme.ruleStyle)
        for mark in scale.marks {
            let y = area.y + ((1 - mark.height) * Double(area.height * 4 - 1)).rounded(into: -4...area.height * 4) / 4
            guard area.y <= y, y < area.bottom - (scale.foot == nil ? 0 : 1) else { continue }
            canvas.put(mark.text.truncated(to: SearchLayout.labelWidth - 2), endingAt: area.x - 1, y, theme.faintStyle)
            canvas.put(String(repeating: "┈", count: area.width), at: area.x, y, theme.ruleStyle)
        }
        if let foot = scale.foot { canvas.put(foot, endingAt: area.x - 1, area.bottom - 1, Style(theme.truth)) }
    }

    /// Evaluations, where the search was steered, what is pointed at, and when published searches had found the best.
    private func drawEvaluationAxis(_ entry: Catalog.Entry, _ places: SearchLayout, on canvas: inout Canvas) {
        let row = places.curves.bottom
        var right = 0
        let published = (state.race.bound == nil ? PublishedSearch.of(entry.info.name, in: space) : []).filter { $0.evaluations <= places.span }
        if let lead = state.race.lead {
            for fork in lead.forks { canvas.put("◆", at: places.column(fork), row, Style(theme.guidance)) }
            if let shown = state.race.shown { canvas.put("▴", at: places.column(shown + 1), row, theme.focusStyle) }
        }
        for search in published { canvas.put("┴", at: places.column(search.evaluations), row, theme.faintStyle) }
        let labels =
            published.isEmpty
            ? [10, 20, 30, 40, 60, 80, 100, 125, 150].filter { $0 <= places.span }.map { (at: $0, text: "\($0)") }
            : published.map { (at: $0.evaluations, text: "\($0.name) \($0.evaluations)") }
        for label in labels {
            let width = CharacterWidth.columns(of: label.text)
            let x = min(max(places.column(label.at) - width / 2, places.curves.x), places.curves.right - width)
            guard x > right else { continue }
            right = canvas.put(label.text, at: x, row + 1, theme.faintStyle)
        }
    }
}
