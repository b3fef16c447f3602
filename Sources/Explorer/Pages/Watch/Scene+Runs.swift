import Architectures
import Terminal

extension Scene {
    private struct Run {
        var name: String
        var snapshot: Snapshot?
        var hue: Color
        var isCurrent = false
    }

    /// This run beside the course it left and beside its unguided twin: what is chosen and the first figures of each.
    func drawRuns(on canvas: inout Canvas) {
        let area = layout.runs
        guard area.height > 1, let branch else { return }
        let hasTitle = area.height > 2
        if hasTitle { drawRunTitles(on: &canvas) }
        var runs = [Run(name: branch.label ?? "\(branch.name) this run", snapshot: snapshot, hue: theme.state, isCurrent: true)]
        if state.comparesTwin { runs.append(Run(name: "∅ unguided", snapshot: state.twin?.end, hue: theme.text)) }
        if let origin = state.origin { runs.append(Run(name: origin.label ?? "\(origin.name) before", snapshot: origin.end, hue: theme.text)) }
        for other in state.branches.reversed() where other.id != branch.id && other.id != branch.parent {
            runs.append(Run(name: other.title, snapshot: other.end, hue: theme.text))
        }
        let rows = area.height - (hasTitle ? 1 : 0)
        for (row, run) in runs.prefix(rows).enumerated() {
            draw(run, y: area.y + row + (hasTitle ? 1 : 0), on: &canvas)
        }
        if runs.count == 1, rows > 1 {
            let hint =
                area.width < 90
                ? "move a slider and the future forks: b looks back, c compares"
                : "move a slider and the future forks: this one stays to look at (b); c compares two runs"
            canvas.put(hint.truncated(to: area.width - 2), at: area.x + 1, area.bottom - rows + 1, theme.faintStyle)
        }
    }

    private var runNameWidth: Int { layout.tier == .compact ? 13 : 16 }
    /// Columns of a group of choices, and of all.
    /// nil: there is room for letters alone.
    private var groupWidth: Int? { view.groupWidth(layout.tier, in: layout.runs.width - runNameWidth - 10 - 2 * leastFigureWidth) }
    private var choicesWidth: Int { groupWidth.map { space.groups.count * $0 } ?? view.lettersWidth + 2 }
    private var leastFigureWidth: Int { layout.tier == .compact ? 9 : 12 }
    private var figureRoom: Int { max(layout.runs.width - runNameWidth - choicesWidth - 10, 0) }
    /// What room is left makes the columns wide enough for the names of the properties.
    private var figureWidth: Int { min(max(figureRoom / max(figures.count, 1) - 1, leastFigureWidth), 24) }

    /// The properties whose figures fit beside the operations.
    private var figures: [String] { Array(state.shown.prefix(figureRoom / (leastFigureWidth + 1))) }

    private func drawRunTitles(on canvas: inout Canvas) {
        let area = layout.runs
        canvas.draw(Panel("runs", theme: theme), in: area.row(0))
        if let groupWidth {
            for (place, group) in space.groups.enumerated() {
                let x = area.x + runNameWidth + place * groupWidth
                canvas.put(" \(group.name.truncated(to: groupWidth - 2)) ", at: x - 1, area.y, theme.faintStyle)
            }
        }
        var right = area.x + runNameWidth + choicesWidth + 10
        for name in figures {
            right += figureWidth + 1
            canvas.put(" " + name.truncated(to: figureWidth), endingAt: right, area.y, theme.faintStyle)
        }
    }

    private func draw(_ run: Run, y: Int, on canvas: inout Canvas) {
        let area = layout.runs
        let style = run.isCurrent ? theme.strongStyle : theme.faintStyle
        if run.isCurrent { canvas.put("▸", at: area.x, y, theme.focusStyle) }
        canvas.put(run.name.truncated(to: runNameWidth - 2), at: area.x + 1, y, style)
        guard let moment = run.snapshot else {
            canvas.put("computing …", at: area.x + runNameWidth, y, theme.faintStyle)
            return
        }
        if groupWidth == nil {
            canvas.put(view.letters(moment.decoded.types, columns: view.lettersWidth), at: area.x + runNameWidth, y, run.isCurrent ? theme.textStyle : style)
        }
        for (place, group) in space.groups.enumerated() {
            guard let groupWidth else { break }
            var x = area.x + runNameWidth + place * groupWidth
            for node in group.nodes {
                let (type, probability) = moment.choice(at: node)
                let differs = !run.isCurrent && snapshot.map { $0.choice(at: node).type != type } ?? false
                let isBrief = layout.tier == .compact || group.nodes.count > 1
                let label = isBrief ? space.shortLabel(ofType: type) : space.label(ofType: type)
                let isOpen = run.isCurrent && !moment.isEnd && probability < Snapshot.settledAt
                let rest = isOpen || space.isNothing(type) ? theme.faintStyle : theme.textStyle
                // What differs from this run is underlined as well as bright.
                x = canvas.put(label, at: x, y, differs ? theme.strongStyle.underline : rest)
            }
        }
        let x = area.x + runNameWidth + choicesWidth
        let isValid = moment.decoded.isValid
        let verdictStyle = isValid ? Style(theme.truth) : moment.isEnd ? theme.warningStyle : theme.faintStyle
        canvas.put(layout.tier == .compact ? String(moment.verdict.prefix(1)) : moment.verdict, at: x, y, verdictStyle)
        drawFigures(moment, right: x + 10, y: y, on: &canvas)
    }

    private func drawFigures(_ moment: Snapshot, right start: Int, y: Int, on canvas: inout Canvas) {
        guard let catalog = state.catalog else { return }
        var right = start
        for name in figures {
            right += figureWidth + 1
            guard let index = catalog.place(of: name) else { continue }
            let entry = catalog.entries[index]
            if let architecture = moment.decoded.architecture, let truth = entry.truth(of: architecture) {
                let style = moment.isEnd ? Style(theme.truth) : theme.quietStyle(theme.truth)
                canvas.put(entry.info.told(truth, within: figureWidth), endingAt: right, y, style)
            } else if let value = moment.estimate(of: entry, at: index) {
                canvas.put("≈" + entry.info.told(value, within: figureWidth - 1), endingAt: right, y, Style(theme.state))
            }
        }
    }
}
