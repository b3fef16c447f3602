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
        for (row, place) in (first..<state.shown.count).prefix(area.height - 1).enumerated() {
            let name = state.shown[place]
            guard let index = catalog.place(of: name) else { continue }
            drawProperty(index, catalog.entries[index], isSelected: place == state.selected, y: area.y + 1 + row, on: &canvas)
        }
    }

    private func drawPropertyTitles(on canvas: inout Canvas) {
        let (area, columns) = (layout.properties, layout.columns)
        let hidden = state.shown.count - (area.height - 1)
        let title = hidden > 0 ? "properties (\(state.selected + 1) of \(state.shown.count))" : "properties"
        canvas.draw(Panel(title, theme: theme), in: area.row(0))
        func put(_ text: String, over column: Rect, _ style: Style) {
            guard column.width >= CharacterWidth.columns(of: text) else { return }
            canvas.put(" " + text, endingAt: column.right, area.y, style)
        }
        let isWide = columns.onState.width > 13
        if columns.course.width > 8 { canvas.put(" over the run ", at: columns.course.x - 1, area.y, theme.faintStyle) }
        put(isWide ? "on x_t ± sd" : "x_t ± sd", over: columns.onState, Style(theme.state))
        put(isWide ? "on Â₀" : "Â₀", over: columns.onEstimate, theme.textStyle)
        put("measured", over: columns.truth, Style(theme.truth))
        if columns.slider.width > 8 {
            canvas.put(" less ", at: columns.slider.x - 1, area.y, theme.faintStyle)
            canvas.put(" more ", endingAt: columns.slider.right + 1, area.y, theme.faintStyle)
        }
        put("γ", over: columns.tilt, Style(theme.guidance))
        put("pull", over: columns.share, theme.faintStyle)
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

    private func isPredicted(_ entry: Catalog.Entry) -> Bool { entry.isPredicted(by: branch?.denoiser ?? state.denoiser) }

    func drawPropertyName(_ entry: Catalog.Entry, isSelected: Bool, y: Int, on canvas: inout Canvas) {
        let (columns, info) = (layout.columns, entry.info)
        let title = layout.tier == .large ? info.title : info.name
        let nameStyle = isSelected ? theme.focusStyle : isPredicted(entry) ? theme.textStyle : theme.faintStyle
        if isSelected { canvas.put("▸", at: columns.name.x, y, theme.focusStyle) }
        canvas.put(title.truncated(to: columns.name.width - 1), at: columns.name.x + 1, y, nameStyle)
        canvas.put(info.unit.padded(to: columns.unit.width), at: columns.unit.x, y, theme.faintStyle)
    }

    func drawSlider(_ entry: Catalog.Entry, isSelected: Bool, y: Int, on canvas: inout Canvas) {
        let (columns, info) = (layout.columns, entry.info)
        let tilt = state.tilt(info.name)
        let slider = Rect(x: columns.slider.x, y: y, width: columns.slider.width, height: 1)
        guard isPredicted(entry) else {
            canvas.put("not predicted".truncated(to: slider.width), at: slider.x, y, theme.faintStyle)
            return
        }
        if let aim = branch?.settings.guidance.aims[info.name] {
            draw(aim, entry, tilt: tilt, isSelected: isSelected, y: y, on: &canvas)
            return
        }
        let unit = State.sliderUnit(branch?.settings.guidance.unit ?? .tilt)
        canvas.draw(State.slider(tilt / unit, hue: tilt == 0 ? theme.faint : theme.guidance, isFocused: isSelected, theme), in: slider)
        canvas.put(
            Self.tiltText(tilt).padded(to: columns.tilt.width, alignedRight: true), at: columns.tilt.x, y,
            tilt == 0 ? theme.faintStyle : Style(theme.guidance).bold)
    }

    /// γ in six columns, with as many digits as it has; a sign of doubt where it has more.
    private static func tiltText(_ tilt: Double) -> String {
        let sign = tilt > 0 ? "+" : ""
        for digits in [2, 3] where abs(tilt * (digits == 2 ? 100 : 1000)).truncatingRemainder(dividingBy: 1) == 0 {
            let text = sign + tilt.fixed(digits)
            return text.count <= 6 ? text : sign + tilt.fixed(0)
        }
        let text = "≈" + sign + tilt.fixed(2)
        return text.count <= 6 ? text : "≈" + sign + tilt.fixed(0)
    }

    private func drawShare(_ index: Int, y: Int, on canvas: inout Canvas) {
        guard let shares = snapshot?.step.tiltShares, shares.indices.contains(index), shares[index] > 0 else { return }
        canvas.put("\((shares[index] * 100).fixed(0))%", endingAt: layout.columns.share.right, y, Style(theme.guidance))
    }

    /// The slider of a property that is drawn to a value, on its own scale. A tilt beside the aim, which only a command line gives,
    /// is said by a plus.
    private func draw(
        _ aim: Aim, _ entry: Catalog.Entry, tilt: Double, isSelected: Bool, y: Int, on canvas: inout Canvas
    ) {
        let (columns, track) = (layout.columns, layout.aimTrack)
        let seen = snapshot?.step.onState
        let index = state.catalog?.place(of: entry.info.name) ?? -1
        let predicted = seen.flatMap { $0.indices.contains(index) ? $0[index].mean : nil }
        canvas.draw(
            AimTrack(target: entry.scale.score(of: aim.target), predicted: predicted, isFocused: isSelected, theme: theme),
            in: Rect(x: track.x, y: y, width: track.width, height: 1))
        let mark = tilt == 0 ? "→ " : "γ+→ "
        let texts = [mark + entry.info.told(aim.target), mark + entry.info.figure(aim.target), "→" + entry.info.figure(aim.target, within: ScreenLayout.aimWidth - 2)]
        let text = texts.first { CharacterWidth.columns(of: $0) < ScreenLayout.aimWidth } ?? "→ …"
        canvas.put(text, endingAt: columns.tilt.right, y, aim.strength == 0 ? theme.faintStyle : Style(theme.guidance).bold)
    }

    private func drawPredictions(_ index: Int, _ entry: Catalog.Entry, y: Int, on canvas: inout Canvas) {
        guard let step = snapshot?.step, step.onState.indices.contains(index) else { return }
        let columns = layout.columns
        let onState = step.onState[index]
        if onState.mean.isFinite {
            // A spread in normal scores is half the natural distance between one below and one above.
            let low = entry.scale.value(at: onState.mean - onState.deviation)
            let high = entry.scale.value(at: onState.mean + onState.deviation)
            let told = entry.info.spread(entry.scale.value(at: onState.mean), (high - low) / 2, within: columns.onState.width)
            let x = canvas.put(told.spread, endingAt: columns.onState.right, y, theme.faintStyle)
            canvas.put(told.value, endingAt: x, y, Style(theme.state))
        }
        if step.onEstimate.indices.contains(index), step.onEstimate[index].mean.isFinite {
            let value = entry.info.figure(entry.scale.value(at: step.onEstimate[index].mean), within: columns.onEstimate.width)
            canvas.put(value, endingAt: columns.onEstimate.right, y, theme.textStyle)
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
        let values = branch.steps.map { step -> Double in
            step.onState.indices.contains(index) ? step.onState[index].mean : .nan
        }
        let course = Course(values: values, total: branch.total, position: state.position, least: 1)
        canvas.draw(course.widget(hue: theme.state, theme: theme), in: Rect(x: column.x, y: y, width: column.width, height: 1))
    }
}

