import Terminal

/// Two runs that share their noise, side by side.
struct ComparePage: ExplorerPage {
    enum Act: String, PageAct { case nextRival, previousRival, swapSides, takeRival }

    let page = Page.compare
    let keys: [Key] = [.char("3"), .char("c")]
    let help = "two runs side by side"

    let networkForm = ScreenLayout.Form.cell

    var section: KeySection? {
        KeySection(
            "Comparing", rank: 1,
            [
                key(.nextRival, [.char("v")], "rival", "compare with the next run"),
                key(.previousRival, [.char("V")], "rival", "compare with the one before"),
                key(.swapSides, [.char("x")], "swap", "swap left and right"),
                key(.takeRival, [.enter], "go over", "go on with the other run"),
            ])
    }

    var ownHints: [KeyHints.Hint] { [KeyHints.Hint("v V", "rival"), hint(.swapSides), hint(.takeRival)] }

    func perform(_ act: Act, in state: inout State) -> [Effect] {
        switch act {
        case .nextRival: state.chooseRival(after: 1)
        case .previousRival: state.chooseRival(after: -1)
        case .swapSides: state.isRivalLeft.toggle()
        case .takeRival: return state.takeRival()
        }
        return []
    }

    func refresh(_ state: inout State) -> [Effect] { state.refreshComparison() }

    /// A click on the head of the other run goes over to it; one on a figure selects its property.
    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? {
        let place = ComparisonLayout(state.layout, shown: state.shown.count, space: state.space)
        if place.heads.contains(x: mouse.x, y: mouse.y) {
            let other = state.isRivalLeft ? place.left : place.right
            return other.contains(x: mouse.x, y: mouse.y) ? state.takeRival() : []
        }
        if let row = place.property(at: mouse.x, mouse.y, shown: state.shown.count, selected: state.selected) { state.select(row) }
        return []
    }

    /// A fork made while comparing is compared with the run it left, unless it only moved a slider: then the twin stays.
    func follow(_ old: Branch, to new: Branch, in state: inout State) {
        var slid = old.settings
        slid.guidance.tilts = new.settings.guidance.tilts
        if slid != new.settings || old.denoiser != new.denoiser { state.rival = .branch(old.id) }
    }

    func branchesInUse(_ state: State) -> [Int] { [state.shownRival?.branch].compactMap { $0 } }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun, state.shownRival == state.rivals.first, !state.isRivalLeft, !state.shown.contains(where: { $0.contains(",") })
        else { return nil }
        return state.pageLine(branch) + " " + ShellWord.option("show", state.shown.joined(separator: ","))
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) { scene.drawComparison(on: &canvas) }

    func drawCaption(_ scene: Scene, on canvas: inout Canvas) {
        guard let comparison = scene.state.comparison else { return scene.drawCaption(on: &canvas) }
        scene.draw(caption: Caption.text(for: comparison), on: &canvas)
    }

    func drawTimeline(_ scene: Scene, on canvas: inout Canvas) { scene.drawTimeline(marks: scene.rivalForks, on: &canvas) }
}
