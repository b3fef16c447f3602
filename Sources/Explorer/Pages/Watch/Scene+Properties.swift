import Architectures
import Diffusion
import Terminal

extension Scene {
    /// One row a property: what is predicted of it, what is true, and the slider that steers by it.
    func drawProperties(on canvas: inout Canvas) {
        let area = layout.properties
        guard area.height > 1, let catalog = state.catalog else { return }
        drawPropertyTitles(on: &canvas)
        let first = layout.firstProperty(shown: state.shown.count, selected: state.selected)
        for (row, place) in (first..<state.shown.count).prefix(layout.propertyRows).enumerated() {
            let name = state.shown[place]
            guard let index = catalog.place(of: name) else { continue }
            drawProperty(index, catalog.entries[index], isSelected: place == state.selected, y: area.y + 1 + row, on: &canvas)
        }
    }

    private func drawPropertyTitles(on canvas: inout Canvas) {
        let columns = layout.columns, isWide = columns.onState.width > 13
        let isWhole = state.shown.count <= layout.propertyRows
        drawPropertyTitles(
            isWhole ? "properties" : "properties (\(state.selected + 1) of \(state.shown.count))",
            [
                (isWide ? "on x_t ± sd" : "x_t ± sd", columns.onState, Style(theme.state)), (isWide ? "on Â₀" : "Â₀", columns.onEstimate, theme.textStyle),
                ("measured", columns.truth, Style(theme.truth)), ("pull", columns.share, theme.faintStyle),
            ], on: &canvas)
    }

    private func drawProperty(
        _ index: Int, _ entry: Catalog.Entry, isSelected: Bool, y: Int, on canvas: inout Canvas
    ) {
        drawPropertyName(entry, isSelected: isSelected, y: y, on: &canvas)
        drawPredictions(index, entry, y: y, on: &canvas)
        drawTruth(entry, y: y, on: &canvas)
        drawCourse(index, entry, y: y, on: &canvas)
        drawSlider(entry, isSelected: isSelected, y: y, on: &canvas)
        if isPredicted(entry) { drawShare(index, y: y, on: &canvas) }
    }

    private func drawShare(_ index: Int, y: Int, on canvas: inout Canvas) {
        guard let shares = snapshot?.step.tiltShares, shares.indices.contains(index), shares[index] > 0 else { return }
        canvas.put("\((shares[index] * 100).fixed(0))%", endingAt: layout.columns.share.right, y, Style(theme.guidance))
    }

    private func drawPredictions(_ index: Int, _ entry: Catalog.Entry, y: Int, on canvas: inout Canvas) {
        guard let snapshot, let onState = snapshot.step.onState[ifPresent: index] else { return }
        let columns = layout.columns
        if onState.mean.isFinite {
            // A spread in standard scores is half the natural distance between one below and one above.
            let low = entry.scale.value(at: onState.mean - onState.deviation)
            let high = entry.scale.value(at: onState.mean + onState.deviation)
            let told = entry.info.spread(entry.scale.value(at: onState.mean), (high - low) / 2, within: columns.onState.width)
            let x = canvas.put(told.spread, endingAt: columns.onState.right, y, theme.faintStyle)
            canvas.put(told.value, endingAt: x, y, Style(theme.state))
        }
        if let value = snapshot.estimate(of: entry, at: index) {
            canvas.put(entry.info.figure(value, within: columns.onEstimate.width), endingAt: columns.onEstimate.right, y, theme.textStyle)
        }
    }

    /// The measured figure of the cell that the state says now; plainly once it is the final one.
    private func drawTruth(_ entry: Catalog.Entry, y: Int, on canvas: inout Canvas) {
        guard let snapshot, let cell = snapshot.decoded.architecture else { return }
        let column = layout.columns.truth
        guard let truth = entry.truth(of: cell) else {
            canvas.put("–", endingAt: column.right, y, theme.faintStyle)
            return
        }
        let style = snapshot.isEnd ? Style(theme.truth).bold : theme.quietStyle(theme.truth)
        canvas.put(entry.info.figure(truth, within: column.width), endingAt: column.right, y, style)
    }

    /// What was predicted on the way, and, quieter, what will be.
    private func drawCourse(_ index: Int, _ entry: Catalog.Entry, y: Int, on canvas: inout Canvas) {
        let column = layout.columns.course
        guard column.width > 3, let branch, !branch.steps.isEmpty else { return }
        let values = branch.steps.map { $0.onState[ifPresent: index]?.mean ?? .nan }
        let course = Course(values: values, total: branch.total, position: state.position, least: 1)
        canvas.draw(course.widget(hue: theme.state, theme: theme), in: Rect(x: column.x, y: y, width: column.width, height: 1))
    }
}
