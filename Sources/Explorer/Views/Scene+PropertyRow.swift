import Diffusion
import Terminal

/// What stands in a row of the property table on every page that has one.
extension Scene {
    /// - Parameter titles: of the columns that pages have for different things
    func drawPropertyTitles(_ title: String, _ titles: [(text: String, column: Rect, style: Style)], on canvas: inout Canvas) {
        let (area, columns) = (layout.properties, layout.columns)
        canvas.draw(Panel(title, theme: theme), in: area.row(0))
        if columns.course.width > 8 { canvas.put(" over the run ", at: columns.course.x - 1, area.y, theme.faintStyle) }
        if columns.slider.width > 8 {
            canvas.put(" less ", at: columns.slider.x - 1, area.y, theme.faintStyle)
            canvas.put(" more ", endingAt: columns.slider.right + 1, area.y, theme.faintStyle)
        }
        for (text, column, style) in titles + [("γ", columns.tilt, Style(theme.guidance))] where column.width >= CharacterWidth.columns(of: text) {
            canvas.put(" " + text, endingAt: column.right, area.y, style)
        }
    }

    func isPredicted(_ entry: Catalog.Entry) -> Bool { entry.isPredicted(by: branch?.denoiser ?? state.denoiser) }

    /// Whether there is a slider to move: a figure of all architectures tilts the prior, and needs nobody who predicts it.
    private func canSteer(_ entry: Catalog.Entry) -> Bool {
        isPredicted(entry) || state.canSteer(entry.info.name, branch?.denoiser ?? state.denoiser, branch?.settings.guidance ?? Guidance())
    }

    func drawPropertyName(_ entry: Catalog.Entry, isSelected: Bool, y: Int, on canvas: inout Canvas) {
        let (columns, info) = (layout.columns, entry.info)
        let title = layout.tier == .large ? info.title : info.name
        let nameStyle = isSelected ? theme.focusStyle : canSteer(entry) ? theme.textStyle : theme.faintStyle
        if isSelected { canvas.put("▸", at: columns.name.x, y, theme.focusStyle) }
        canvas.put(title.truncated(to: columns.name.width - 1), at: columns.name.x + 1, y, nameStyle)
        canvas.put(info.unit.padded(to: columns.unit.width), at: columns.unit.x, y, theme.faintStyle)
    }

    func drawSlider(_ entry: Catalog.Entry, isSelected: Bool, y: Int, on canvas: inout Canvas) {
        let (columns, info) = (layout.columns, entry.info)
        let tilt = state.tilt(info.name)
        let slider = Rect(x: columns.slider.x, y: y, width: columns.slider.width, height: 1)
        guard canSteer(entry) else {
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
}
