import Architectures
import Diffusion
import Terminal

extension Scene {
    /// The property table of many samples: mean and spread of what is predicted, means of what was measured and of the exact tilt,
    /// and the same sliders at the same places.
    func drawPopulationProperties(_ moment: PopulationMoment?, on canvas: inout Canvas) {
        let area = layout.properties
        guard area.height > 1, let catalog = state.catalog else { return }
        let columns = layout.columns
        drawPropertyTitles(
            "properties",
            [
                (columns.onState.width > 13 ? "predicted ± sd" : "mean ± sd", columns.onState, Style(theme.state)),
                ("measured", columns.onEstimate, theme.textStyle), ("exact", columns.truth, Style(theme.truth)),
            ], on: &canvas)
        let first = layout.firstProperty(shown: state.shown.count, selected: state.selected)
        for (row, place) in (first..<state.shown.count).prefix(area.height - 1).enumerated() {
            guard let entry = catalog[state.shown[place]] else { continue }
            drawRow(entry, moment, isSelected: place == state.selected, y: area.y + 1 + row, on: &canvas)
        }
    }

    private func drawRow(
        _ entry: Catalog.Entry, _ moment: PopulationMoment?, isSelected: Bool, y: Int, on canvas: inout Canvas
    ) {
        let (columns, info) = (layout.columns, entry.info)
        drawPropertyName(entry, isSelected: isSelected, y: y, on: &canvas)
        drawSlider(entry, isSelected: isSelected, y: y, on: &canvas)
        func put(_ value: Double, _ column: Rect, _ style: Style) {
            canvas.put(info.figure(value, within: column.width), endingAt: column.right, y, value.isNaN ? theme.faintStyle : style)
        }
        put(moment?.measured(info.name)?.mean ?? .nan, columns.onEstimate, moment?.isBefore ?? false ? theme.faintStyle : theme.textStyle)
        put(moment?.truth?.properties[info.name]?.moments?.mean ?? .nan, columns.truth, Style(theme.truth))
        guard let moment, let predicted = moment.predicted(info.name) else { return }
        let told = info.spread(predicted.mean, predicted.deviation, within: columns.onState.width)
        let x = canvas.put(told.spread, endingAt: columns.onState.right, y, theme.faintStyle)
        canvas.put(told.value, endingAt: x, y, moment.isBefore ? theme.faintStyle : Style(theme.state))
        guard columns.course.width > 3, let place = moment.course.request.properties.firstIndex(of: info.name) else { return }
        let course = Course(
            values: moment.course.steps.map { $0.meanScores[ifPresent: place] ?? .nan }, total: moment.course.total, position: state.position, least: 1)
        let row = Rect(x: columns.course.x, y: y, width: columns.course.width, height: 1)
        canvas.draw(course.widget(hue: theme.state, theme: theme), in: row)
    }
}
