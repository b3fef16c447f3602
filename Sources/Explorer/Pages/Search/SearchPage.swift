import Architectures
import Search
import Terminal

/// A search for the best architecture, and what it is held against.
struct SearchPage: ExplorerPage {
    let page = Page.search
    let keys: [Key] = [.char("5"), .char("f")]
    let help = "a search for the best, live"

    let memory: (any PageMemory.Type)? = RaceMemory.self

    let isOfRun = false
    let hasTimeline = false
    let lineTitle = "this race again"

    var section: KeySection? {
        KeySection(
            "On the search page", rank: 3,
            [
                key([.char(" ")], "search", "go on searching, or pause") { $0.runOrPauseSearch() },
                key([.char(".")], "round", "one round, and pause") { $0.searchOneRound() },
                key([.char("r")], "again", "search again from the same start") { $0.searchAgain() },
                key([.char("R")], "new seed", "search from another start") { $0.searchWithNextSeed() },
                key([.up, .char("k")], "cell", "the evaluation before") { $0.pickEvaluation(by: -1) },
                key([.down, .char("j")], "cell", "the next evaluation; last: follow") { $0.pickEvaluation(by: 1) },
                key([.pageUp], "cell", "ten evaluations back") { $0.pickEvaluation(by: -10) },
                key([.pageDown], "cell", "ten evaluations on") { $0.pickEvaluation(by: 10) },
                key([.home], "first", "to the first evaluation") { $0.pickEvaluation(by: -1_000_000) },
                key([.end], "last", "to the newest, and follow it") { $0.pickEvaluation(by: 1_000_000) },
                key([.enter], "dive", "watch a run drawn the same way") { $0.diveFromSearch() },
                key([.char("s")], "strategy", "the next strategy, from here on") { $0.nextSearchStrategy() },
                key([.char("a")], "acquisition", "the next acquisition, from here on") { $0.nextAcquisition() },
                key([.right, .char("l")], "γ", "guide more strongly by it") { $0.strengthenSearch(by: 1) },
                key([.left, .char("h")], "γ", "guide less strongly") { $0.strengthenSearch(by: -1) },
                key([.char("+")], "batch", "more cells a round") { $0.resizeBatch(by: 1) },
                key([.char("-")], "batch", "fewer cells a round") { $0.resizeBatch(by: -1) },
                key([.char("o")], "objective", "search for another property") { $0.nextSearchObjective() },
                key([.char("b")], "bound", "only what is fast enough, or all") { $0.toggleSearchBound() },
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

    func refresh(_ state: inout State) -> [Effect] { state.refreshSearch() }

    func trained(_ state: State) -> Architecture? {
        state.race.shown.flatMap { state.race.lead?.evaluations[ifPresent: $0]?.architecture }
    }

    func whyNotTrained(_ state: State) -> String { "nothing is evaluated yet: space searches" }

    func take(_ event: EngineEvent, in state: inout State) {
        if case .searched(let ticket, let round, let isLast) = event { state.take(round, ticket: ticket, isLast: isLast) }
    }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? { state.pointInSearch(mouse) ? [] : nil }

    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool {
        state.pickEvaluation(by: rows)
        return true
    }

    func undo(in state: inout State) -> [Effect]? { state.undoRace() }
    func redo(in state: inout State) -> [Effect]? { state.redoRace() }

    func wantsTime(_ state: State) -> Bool { state.wantsRound }

    func keep(_ here: SpaceState, in session: inout SpaceSession) { session.race = here.race.course }

    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State) {
        state.keepRace()
        if let course = session.race, !(isStart && state.race.isObjectiveChosen) { state.takeUp(course) }
    }

    func line(_ branch: Branch, _ state: State) -> String? { state.raceLine }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawSearchCaption(on: &canvas)
        scene.drawSearch(on: &canvas)
        scene.drawSearchTimeline(on: &canvas)
    }

    func statusWords(_ scene: Scene) -> [StatusWord] { scene.searchStatusWords }

    func place(_ scene: Scene) -> String { scene.searchPlace }
}
