import Terminal

/// One entry of the state, and the mathematics of the step.
struct InspectPage: ExplorerPage {
    let page = Page.inspect
    let keys: [Key] = [.char("2"), .char("i")]
    let help = "one entry, and the mathematics"

    let memory: (any PageMemory.Type)? = Inspection.self

    let isOfMoment = true
    let stage = StageUse.inspected

    var section: KeySection? {
        KeySection(
            "Inspect page", rank: 4,
            [
                key([.up, .char("k")], "entry", "the entry above") { $0.inspection.cursor.move(.up) },
                key([.down, .char("j")], "entry", "the entry below") { $0.inspection.cursor.move(.down) },
                key([.left, .char("h")], "entry", "the entry to the left") { $0.inspection.cursor.move(.left) },
                key([.right, .char("l")], "entry", "the entry to the right") { $0.inspection.cursor.move(.right) },
                key([.tab, .backtab], "V or E", "from V to E and back") { $0.inspectOtherMatrix() },
                key([.char("v")], "view", "mathematics, history or attention") { $0.showNextView() },
                key([.pageDown], "blocks", "attention of further blocks") { $0.turnBlocks(by: 1) },
                key([.pageUp], "blocks", "attention of the blocks before") { $0.turnBlocks(by: -1) },
            ])
    }

    var ownHints: [KeyHints.Hint] { [KeyHints.Hint("↑↓←→", "entry"), hint(.tab), hint(.char("v"))] }

    func refresh(_ state: inout State) -> [Effect] { state.inspectWhatIsShown() }

    func take(_ event: EngineEvent, in state: inout State) {
        if case .inspected(let ticket, let anatomy) = event { state.take(anatomy, ticket: ticket) }
    }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? {
        _ = state.pointAtEntry(mouse)
        return nil
    }

    func keep(_ here: SpaceState, in session: inout SpaceSession) {
        let (cursor, usual) = (here.inspection.cursor.entry, EntryCursor(space: here.space).entry)
        session.inspection = InspectionChoices(
            view: here.inspection.view, entry: cursor == usual ? nil : cursor, firstBlock: here.inspection.firstBlock)
    }

    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State) {
        let left = session.inspection
        (state.inspection.view, state.inspection.firstBlock) = (left.view, left.firstBlock)
        state.inspection.cursor = EntryCursor(space: state.space)
        if let entry = left.entry { state.inspection.cursor.point(at: entry) }
    }

    func cursor(_ state: State) -> EntryCursor? { state.inspection.cursor }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun, state.inspection.cursor.entry == EntryCursor(space: state.space).entry, state.inspection.view == .mathematics
        else { return nil }
        return state.pageLine(branch)
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawCaption(on: &canvas)
        scene.drawStage(on: &canvas)
        scene.drawInspection(on: &canvas)
        scene.drawNorms(on: &canvas)
        scene.drawTimeline(on: &canvas)
    }
}
