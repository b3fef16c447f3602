import Terminal

/// One sample: its cell or network, its state, and the properties it is steered by.
struct WatchPage: ExplorerPage {
    let page = Page.watch
    let keys: [Key] = [.char("1")]
    let help = "one sample"

    let isOfMoment = true
    let ownHints = [KeyHints.Hint("↑↓←→", "steer")]
    let nextHints: [Action] = [.common(.typeValue), .common(.prompt)]

    /// On an entry, to inspect it; on a property, to select it and to take hold of its slider.
    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? {
        let layout = state.layout
        if state.pointAtEntry(mouse) { return nil }
        guard let row = layout.propertyRow(at: mouse.y, shown: state.shown.count, selected: state.selected),
            layout.properties.contains(x: mouse.x, y: mouse.y), state.shown.indices.contains(row)
        else { return nil }
        state.selected = row
        guard mouse.x >= layout.sliderTrack.x, mouse.x < layout.sliderTrack.right else { return [] }
        state.drag = .slider(property: state.shown[row])
        return nil
    }

    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool {
        guard state.layout.properties.contains(x: mouse.x, y: mouse.y) else { return false }
        state.select(state.selected + rows)
        return true
    }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun else { return nil }
        return ReproductionLine.command(branch.settings, sample: branch.sample, denoiser: branch.denoiser, files: state.files, mark: branch.endMark)
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawCaption(on: &canvas)
        scene.drawStage(on: &canvas)
        scene.drawProperties(on: &canvas)
        scene.drawTraining(on: &canvas)
        scene.drawUnmeasured(on: &canvas)
        scene.drawRuns(on: &canvas)
        scene.drawNorms(on: &canvas)
        scene.drawTimeline(on: &canvas)
    }
}
