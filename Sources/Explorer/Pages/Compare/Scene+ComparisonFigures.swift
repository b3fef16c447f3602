import Architectures
import Diffusion
import Terminal

extension Scene {
    /// What each run says of each property, what is true, and the difference between them.
    func drawFigures(_ sides: [Comparison.Side], _ place: ComparisonLayout, on canvas: inout Canvas) {
        let area = place.figures, columns = place.columns
        guard area.height > 1, let catalog = state.catalog, sides.count == 2 else { return }
        canvas.draw(Panel("properties", theme: theme), in: area.row(0))
        func title(_ text: String, over column: Rect, _ style: Style) {
            let spare = column.width - CharacterWidth.columns(of: text)
            guard spare >= 0 else { return }
            canvas.put((spare > 0 ? " " : "") + text, endingAt: column.right, area.y, style)
        }
        for run in [columns.left, columns.right] {
            title("γ", over: run.tilt, Style(theme.guidance))
            title("Â₀", over: run.estimate, theme.textStyle)
            title("measured", over: run.truth, Style(theme.truth))
        }
        title("left−right", over: columns.difference, theme.faintStyle)
        let room = area.height - 1
        let first = place.firstProperty(shown: state.shown.count, selected: state.selected)
        for (row, shown) in (first..<state.shown.count).prefix(room).enumerated() {
            guard let index = catalog.place(of: state.shown[shown]) else { continue }
            drawFigure(
                index, catalog.entries[index], isSelected: shown == state.selected, sides, y: area.y + 1 + row, columns,
                on: &canvas)
        }
    }

    private func drawFigure(
        _ index: Int, _ entry: Catalog.Entry, isSelected: Bool, _ sides: [Comparison.Side], y: Int, _ columns: ComparisonColumns,
        on canvas: inout Canvas
    ) {
        let info = entry.info
        canvas.put(isSelected ? "▸" : " ", at: columns.name.x, y, theme.focusStyle)
        let title = layout.tier == .large && columns.name.width > 32 ? info.title : info.name
        let name = title.truncated(to: columns.name.width - 1)
        canvas.put(name, at: columns.name.x + 1, y, isSelected ? theme.focusStyle : theme.textStyle)
        canvas.put(info.unit.padded(to: columns.unit.width), at: columns.unit.x, y, theme.faintStyle)
        let figures = sides.map { figure(index, entry, of: $0) }
        for (figure, run) in zip(figures, [columns.left, columns.right]) {
            if run.tilt.width > 0 {
                let sign = figure.tilt > 0 ? "+" : ""
                let style = figure.tilt == 0 ? theme.faintStyle : Style(theme.guidance)
                canvas.put(sign + figure.tilt.fixed(2), endingAt: run.tilt.right, y, style)
            }
            if let estimate = figure.estimate {
                canvas.put(info.figure(estimate, within: run.estimate.width), endingAt: run.estimate.right, y, theme.textStyle)
            }
            let truth = info.figure(figure.truth ?? .nan, within: run.truth.width)
            canvas.put(truth, endingAt: run.truth.right, y, figure.truth == nil ? theme.faintStyle : Style(theme.truth))
        }
        draw(figures[0].difference(from: figures[1]), info, in: columns.difference, y: y, on: &canvas)
    }

    /// A difference of predictions says that it is one; of true figures it is bright.
    private func draw(
        _ difference: (value: Double, isTrue: Bool)?, _ info: PropertyInfo, in column: Rect, y: Int, on canvas: inout Canvas
    ) {
        guard let difference else { return }
        let text = info.figure(difference.value, within: column.width - 2)
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        let sign = isZero || difference.value < 0 ? "" : "+"
        let style = isZero ? theme.faintStyle : difference.isTrue ? Style(theme.truth).bold : theme.textStyle
        canvas.put((difference.isTrue ? "" : "≈") + sign + text, endingAt: column.right, y, style)
    }

    private func figure(_ index: Int, _ entry: Catalog.Entry, of side: Comparison.Side) -> Figure {
        let tilt = side.branch.settings.guidance.tilts[entry.info.name] ?? 0
        guard let moment = side.snapshot else { return Figure(tilt: tilt) }
        return Figure(tilt: tilt, estimate: moment.estimate(of: entry, at: index), truth: moment.decoded.architecture.flatMap(entry.truth(of:)))
    }

    /// The distance over the run, and how many operations and links differ, over the columns of the timeline.
    func drawCourses(_ comparison: Comparison, _ place: ComparisonLayout, on canvas: inout Canvas) {
        let gaps = comparison.gaps, track = layout.timelineTrack
        let rows: [(name: String, hue: Color, range: ClosedRange<Double>?, value: (MomentGap) -> Double, digits: Int)] = [
            ("distance", theme.state, nil, { $0.distance }, 2),
            ("V differs", theme.text, 0...Double(space.layout.nodeCount), { Double($0.nodes.count) }, 0),
            ("E differs", theme.text, 0...Double(space.layout.slots.count), { Double($0.slots.count) }, 0),
        ]
        for (row, line) in rows.prefix(place.course.height).enumerated() {
            let y = place.course.y + row
            canvas.put(line.name, at: place.course.x, y, theme.faintStyle)
            let values = gaps.map { $0.map(line.value) ?? .nan }
            let top = values.filter(\.isFinite).max() ?? 0
            // Nothing where nothing differs: the least step of a course would look like something.
            let course = Course(
                values: values.map { $0 > 0 ? $0 : .nan }, total: comparison.current.branch.total, position: state.position,
                range: line.range ?? 0...max(top, 1e-9))
            canvas.draw(
                course.widget(hue: line.hue, theme: theme), in: Rect(x: track.x, y: y, width: track.width, height: 1))
            guard let gap = comparison.gap else { continue }
            let value = line.value(gap)
            canvas.put(
                value.fixed(line.digits), endingAt: place.course.right, y, value == 0 ? theme.faintStyle : Style(line.hue))
        }
    }
}

/// What a run says of a property, in its natural unit.
private struct Figure {
    var tilt: Double
    var estimate: Double?
    var truth: Double?

    /// Of the true figures where both are known, else of the predictions.
    func difference(from other: Figure) -> (value: Double, isTrue: Bool)? {
        if let truth, let theirs = other.truth { return (truth - theirs, true) }
        if let estimate, let theirs = other.estimate { return (estimate - theirs, false) }
        return nil
    }
}
