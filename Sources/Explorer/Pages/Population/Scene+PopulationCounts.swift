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
        drawShares(moment, in: parts[1], on: &canvas)
        drawPicked(moment, in: parts[2], on: &canvas)
    }

    private struct Figure {
        var name, value, note: String
        /// Where there is little room: another name, and whether it may stay away.
        var short = ""
        var isSpare = false
    }

    private func figures(_ moment: PopulationMoment) -> [Figure] {
        let diversity = moment.step.diversity
        func percent(_ share: Double) -> String { (share.isNaN ? "–" : (share * 100).fixed(1)).padded(to: 5, alignedRight: true) + " %" }
        let unique = diversity.count > 0 ? Double(diversity.distinct) / Double(diversity.count) : .nan
        let expected = moment.truth?.expectedUniqueness.map { "exact \(($0 * 100).fixed(1))" } ?? ""
        var figures = [
            Figure(
                name: "valid", value: percent(Double(diversity.count) / Double(max(moment.count, 1))),
                note: "\(diversity.count) of \(moment.count)"),
            Figure(name: "unique", value: percent(unique), note: expected),
            Figure(
                name: "Hamming", value: diversity.meanHamming.isNaN ? "   –  " : " " + diversity.meanHamming.fixed(2) + "  ",
                note: "of \(space.choices.count) \(space.words.choices)", isSpare: true),
        ]
        if let size = moment.step.effectiveSize {
            figures.append(
                Figure(
                    name: "particles", value: size.fixed(0).padded(to: 5, alignedRight: true) + "  ",
                    note: "of \(moment.count)", short: "ESS"))
        }
        if let property = state.selectedProperty {
            let found = moment.distance(property)
            figures.append(
                Figure(
                    name: "TV to exact", value: found.map { $0.distance.fixed(3) + "  " } ?? "  –    ",
                    note: found.map { "floor \($0.floor.fixed(3))" } ?? "", short: "TV"))
        }
        return figures
    }

    private func drawFigures(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        canvas.draw(Panel("population of \(state.population.size)", detail: moment?.isBefore ?? false ? "before" : "", theme: theme), in: area.row(0))
        guard let moment else { return }
        for (row, figure) in figures(moment).enumerated() where row + 1 < area.height {
            let y = area.y + 1 + row
            canvas.put(figure.name, at: area.x, y, theme.textStyle)
            canvas.put(figure.value, endingAt: area.x + 19, y, theme.strongStyle)
            canvas.put(figure.note, at: area.x + 20, y, theme.faintStyle)
        }
    }

    private func drawCountLines(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        guard let moment else { return }
        var x = area.x
        let figures = figures(moment)
        for figure in figures.filter({ !$0.isSpare }) + figures.filter(\.isSpare) {
            let name = (figure.short.isEmpty ? figure.name : figure.short) + " "
            let value = figure.value.trimmed
            let note = figure.note.isEmpty || figure.note.contains("of ") ? "" : " (\(figure.note))"
            guard x + name.count + value.count + note.count <= area.right else { continue }
            x = canvas.put(name, at: x, area.y, theme.faintStyle)
            x = canvas.put(value, at: x, area.y, theme.strongStyle)
            x = canvas.put(note, at: x, area.y, theme.faintStyle) + 2
        }
        drawPickedLine(moment, at: area.x, area.y + 1, on: &canvas)
    }

    /// How evenly the types are spread on each edge or over a stage, and which is the most frequent.
    private func drawShares(_ moment: PopulationMoment?, in area: Rect, on canvas: inout Canvas) {
        canvas.draw(Panel(view.groupsTitle, detail: "entropy, nats", theme: theme), in: area.row(0))
        guard let diversity = moment?.step.diversity, diversity.count > 0 else { return }
        let entropies = diversity.entropies, first = space.choices.lowerBound
        for (row, group) in space.groups.enumerated() where row + 1 < area.height {
            let y = area.y + 1 + row, places = group.nodes.map { $0 - first }, layers = Double(max(group.nodes.count, 1))
            canvas.put(view.name(ofGroup: row), at: area.x, y, theme.faintStyle)
            // Summed over the layers of a stage.
            let shares = (0..<space.layout.typeCount).map { type in
                group.nodes.reduce(0) { $0 + (diversity.shares.share(ofType: type, at: $1) ?? 0) } / layers
            }
            if let top = shares.indices.max(by: { shares[$0] < shares[$1] }) {
                let share = "\((shares[top] * 100).fixed(0)) %"
                canvas.put(space.label(ofType: top), at: area.x + 5, y, theme.textStyle)
                canvas.put(share, endingAt: area.x + 19, y, theme.textStyle)
            }
            let entropy = places.reduce(0) { $0 + (entropies[ifPresent: $1] ?? 0) } / layers
            let bar = Rect(x: area.x + 21, y: y, width: max(area.width - 27, 0), height: 1)
            canvas.draw(Bar(entropy, in: 0...space.greatestEntropy, hue: theme.state, theme: theme), in: bar)
            canvas.put(entropy.fixed(2), endingAt: area.right, y, theme.textStyle)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
