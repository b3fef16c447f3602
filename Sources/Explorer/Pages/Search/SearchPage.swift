import Terminal

/// A search for the best architecture, and what it is held against.
struct SearchPage: ExplorerPage {
    enum Act: String, PageAct {
        case run, round, again, seed, up, down, pageUp, pageDown, first, last, dive, strategy, acquisition, stronger, weaker, larger, smaller,
            objective, bound
    }

    let page = Page.search
    let keys: [Key] = [.char("5"), .char("f")]
    let help = "a search for the best, live"

    let isOfRun = false
    let hasTimeline = false
    let lineTitle = "this race again"

    var section: KeySection? {
        KeySection(
            "On the search page", rank: 3,
            [
                key(.run, [.char(" ")], "search", "go on searching, or pause"),
                key(.round, [.char(".")], "round", "one round, and pause"),
                key(.again, [.char("r")], "again", "search again from the same start"),
                key(.seed, [.char("R")], "new seed", "search from another start"),
                key(.up, [.up, .char("k")], "cell", "the evaluation before"),
                key(.down, [.down, .char("j")], "cell", "the next evaluation; last: follow"),
                key(.pageUp, [.pageUp], "cell", "ten evaluations back"),
                key(.pageDown, [.pageDown], "cell", "ten evaluations on"),
                key(.first, [.home], "first", "to the first evaluation"),
                key(.last, [.end], "last", "to the newest, and follow it"),
                key(.dive, [.enter], "dive", "watch a run drawn the same way"),
                key(.strategy, [.char("s")], "strategy", "the next strategy, from here on"),
                key(.acquisition, [.char("a")], "acquisition", "the next acquisition, from here on"),
                key(.stronger, [.right, .char("l")], "γ", "guide more strongly by it"),
                key(.weaker, [.left, .char("h")], "γ", "guide less strongly"),
                key(.larger, [.char("+")], "batch", "more cells a round"),
                key(.smaller, [.char("-")], "batch", "fewer cells a round"),
                key(.objective, [.char("o")], "objective", "search for another property"),
                key(.bound, [.char("b")], "bound", "only what is fast enough, or all"),
            ])
    }

    func hints(_ state: State) -> [KeyHints.Hint]? {
        typealias Hint = KeyHints.Hint
        return [
            Hint("space", state.race.isRunning ? "pause" : "search"), Hint(".", "round"), Hint("↑↓", "pick"), Hint("s", "strategy"),
            Hint("a", "acquisition"), Hint("?", "help"), Hint("q", "quit"), Hint("←→", "γ"), Hint("o", "objective"), Hint("b", "bound"),
            Hint("R", "new seed"), Hint("+ -", "batch"), Hint("y", "line"), Hint("r", "again"), Hint("enter", "dive"), Hint("1", "watch"),
        ]
    }

    func perform(_ act: Act, in state: inout State) -> [Effect] {
        switch act {
        case .run: state.runOrPauseSearch()
        case .round: state.searchOneRound()
        case .again: state.searchAgain()
        case .seed:
            state.searchAgain(seed: state.race.seed &+ 1)
            state.say("seed \(state.race.seed)")
        case .up: state.pickEvaluation(by: -1)
        case .down: state.pickEvaluation(by: 1)
        case .pageUp: state.pickEvaluation(by: -10)
        case .pageDown: state.pickEvaluation(by: 10)
        case .first: state.pickEvaluation(by: -1_000_000)
        case .last: state.pickEvaluation(by: 1_000_000)
        case .dive: return state.diveFromSearch()
        case .strategy: state.nextSearchStrategy()
        case .acquisition: state.nextAcquisition()
        case .stronger: state.strengthenSearch(by: 1)
        case .weaker: state.strengthenSearch(by: -1)
        case .larger: state.resizeBatch(by: 1)
        case .smaller: state.resizeBatch(by: -1)
        case .objective: state.nextSearchObjective()
        case .bound: state.toggleSearchBound()
        }
        return []
    }

    func refresh(_ state: inout State) -> [Effect] { state.refreshSearch() }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? { state.pointInSearch(mouse) ? [] : nil }

    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool {
        state.pickEvaluation(by: rows)
        return true
    }

    func undo(in state: inout State) -> [Effect]? { state.undoRace() }
    func redo(in state: inout State) -> [Effect]? { state.redoRace() }

    func wantsTime(_ state: State) -> Bool { state.wantsRound }

    func line(_ branch: Branch, _ state: State) -> String? { state.raceLine }

    func draw(_ scene: Scene, on canvas: inout Canvas) { scene.drawSearch(on: &canvas) }

    func drawCaption(_ scene: Scene, on canvas: inout Canvas) { scene.drawSearchCaption(on: &canvas) }

    func drawTimeline(_ scene: Scene, on canvas: inout Canvas) { scene.drawSearchTimeline(on: &canvas) }

    func statusWords(_ scene: Scene) -> [StatusWord] { scene.searchStatusWords }

    func place(_ scene: Scene) -> String { scene.searchPlace }
}
