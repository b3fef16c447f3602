import Terminal

/// One entry of the state, and the mathematics of the step.
struct InspectPage: ExplorerPage {
    enum Act: String, PageAct { case up, down, left, right, otherMatrix, otherView, nextBlocks, previousBlocks }

    let page = Page.inspect
    let keys: [Key] = [.char("2"), .char("i")]
    let help = "one entry, and the mathematics"

    let isOfMoment = true
    let networkForm = ScreenLayout.Form.entry

    var section: KeySection? {
        KeySection(
            "Inspect page", rank: 4,
            [
                key(.up, [.up, .char("k")], "entry", "the entry above"),
                key(.down, [.down, .char("j")], "entry", "the entry below"),
                key(.left, [.left, .char("h")], "entry", "the entry to the left"),
                key(.right, [.right, .char("l")], "entry", "the entry to the right"),
                key(.otherMatrix, [.tab, .backtab], "V or E", "from V to E and back"),
                key(.otherView, [.char("v")], "view", "mathematics, history or attention"),
                key(.nextBlocks, [.pageDown], "blocks", "attention of further blocks"),
                key(.previousBlocks, [.pageUp], "blocks", "attention of the blocks before"),
            ])
    }

    var ownHints: [KeyHints.Hint] { [KeyHints.Hint("↑↓←→", "entry"), hint(.otherMatrix), hint(.otherView)] }

    func perform(_ act: Act, in state: inout State) -> [Effect] {
        switch act {
        case .up: state.inspection.cursor.move(.up)
        case .down: state.inspection.cursor.move(.down)
        case .left: state.inspection.cursor.move(.left)
        case .right: state.inspection.cursor.move(.right)
        case .otherMatrix: state.inspectOtherMatrix()
        case .otherView: state.showNextView()
        case .nextBlocks: state.turnBlocks(by: 1)
        case .previousBlocks: state.turnBlocks(by: -1)
        }
        return []
    }

    func refresh(_ state: inout State) -> [Effect] { state.inspectWhatIsShown() }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? {
        _ = state.pointAtEntry(mouse)
        return nil
    }

    func cursor(_ state: State) -> EntryCursor? { state.inspection.cursor }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun, state.inspection.cursor.entry == EntryCursor(space: state.space).entry, state.inspection.view == .mathematics
        else { return nil }
        return state.pageLine(branch)
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawStage(on: &canvas)
        scene.drawInspection(on: &canvas)
    }
}
