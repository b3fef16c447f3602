import Terminal

/// Two runs that share their noise, side by side.
struct ComparePage: ExplorerPage {
    let page = Page.compare
    let keys: [Key] = [.char("3"), .char("c")]
    let help = "two runs side by side"

    let memory: (any PageMemory.Type)? = Rivalry.self

    let stage = StageUse.none

    var section: KeySection? {
        KeySection(
            "Comparing", rank: 1,
            [
                key([.char("v")], "rival", "compare with the next run") { $0.chooseRival(after: 1) },
                key([.char("V")], "rival", "compare with the one before") { $0.chooseRival(after: -1) },
                key([.char("x")], "swap", "swap left and right") { $0.rivalry.isLeft.toggle() },
                key([.enter], "go over", "go on with the other run") { $0.takeRival() },
            ])
    }

    var ownHints: [KeyHints.Hint] { [KeyHints.Hint("v V", "rival"), hint(.char("x")), hint(.enter)] }

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
        if slid != new.settings || old.denoiser != new.denoiser { state.rivalry.rival = .branch(old.id) }
    }

    func branchesInUse(_ state: State) -> [Int] { [state.shownRival?.branch].compactMap { $0 } }

    func keep(_ here: SpaceState, in session: inout SpaceSession) { (session.rival, session.isRivalLeft) = (here.rival, here.isRivalLeft) }

    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State) {
        (state.rivalry.rival, state.rivalry.isLeft) = (session.rival, session.isRivalLeft)
    }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun, state.shownRival == state.rivals.first, !state.isRivalLeft, !state.shown.contains(where: { $0.contains(",") })
        else { return nil }
        return state.pageLine(branch) + " " + ShellWord.option("show", state.shown.joined(separator: ","))
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        guard let comparison = scene.state.comparison else {
            scene.drawCaption(on: &canvas)
            scene.drawNoComparison(on: &canvas)
            return scene.drawTimeline(on: &canvas)
        }
        scene.draw(caption: Caption.text(for: comparison), on: &canvas)
        scene.draw(comparison, on: &canvas)
        scene.drawTimeline(marks: comparison.rivalForks, on: &canvas)
    }
}
