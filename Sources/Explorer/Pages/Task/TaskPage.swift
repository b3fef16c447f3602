import Architectures
import Tasks
import Terminal

/// An image task: some of its images, and what cells trained on it come to.
struct TaskPage: ExplorerPage {
    let page = Page.task
    let keys: [Key] = [.char("6")]
    let help = "images, and real trainings"

    let isOfRun = false
    let hasTimeline = false
    let stage = StageUse.none

    var section: KeySection? {
        KeySection(
            "On the task page", rank: 3,
            [
                key([.up, .char("k")], "training", "the training above") { $0.pickTraining(by: -1) },
                key([.down, .char("j")], "training", "the training below") { $0.pickTraining(by: 1) },
                key([.pageUp], "training", "ten trainings up") { $0.pickTraining(by: -10) },
                key([.pageDown], "training", "ten trainings down") { $0.pickTraining(by: 10) },
                key([.home], "best", "to the best training") { $0.pickTraining(by: -1_000_000) },
                key([.end], "worst", "to the worst training") { $0.pickTraining(by: 1_000_000) },
                key([.char("F")], "find", "train ten cells for these images") { $0.trainForetold() },
                key([.char("n")], "next task", "the next task") { $0.turnTask(by: 1) },
                key([.char("N")], "previous", "the task before") { $0.turnTask(by: -1) },
            ])
    }

    func hints(_ state: State) -> [KeyHints.Hint]? {
        typealias Hint = KeyHints.Hint
        let isRunning = state.trainings.running.map { !$0.isStopping } ?? false
        return [
            Hint("t", isRunning ? "stop" : "train"), Hint("F", state.trainings.wanted > 0 ? "no more" : "find"), Hint("n N", "task"), Hint("↑↓", "pick"), Hint("?", "help"),
            Hint("q", "quit"), Hint(":", "command"),
            Hint("1", "watch"), Hint("4", "population"),
        ]
    }

    var commands: [CommandTable.Entry] {
        [.init("task", [.init("NAME", .task)], "train on other images", now: { $0.trainings.task }) { .task($0.word(0)) }]
    }

    func execute(_ command: Command, in state: inout State, fault: (String, Int) -> CommandFault) throws -> [Effect]? {
        guard case .task(let text) = command else { return nil }
        guard state.trainings.isAvailable else { throw fault("there are no image tasks here", 0) }
        do {
            let name = try TaskName(parsing: text).description
            state.page = .task
            return state.choose(task: name)
        } catch { throw fault("\(error)", 1) }
    }

    /// The one that is being trained; else the one pointed at; else the run's.
    func trained(_ state: State) -> Architecture? {
        let trainings = state.trainings
        if let current = trainings.running { return Architecture(current.request.key.cell) }
        if let picked = trainings.picked, trainings.record.place(of: picked) != nil { return Architecture(picked.cell) }
        return state.finalArchitecture.flatMap { $0.cell == nil ? nil : $0 } ?? trainings.shownRow.map { Architecture($0.key.cell) }
    }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? {
        guard let row = TaskLayout(state).row(at: mouse, of: state.trainings) else { return nil }
        state.trainings.picked = state.trainings.record.rows[ifPresent: row]?.key
        return []
    }

    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool {
        state.pickTraining(by: rows)
        return true
    }

    func line(_ branch: Branch, _ state: State) -> String? {
        guard state.isOneRun else { return nil }
        return state.pageLine(branch) + " " + ShellWord.option("task", state.trainings.task)
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawTaskCaption(on: &canvas)
        scene.drawTask(on: &canvas)
        scene.drawTaskTimeline(on: &canvas)
    }

    func statusWords(_ scene: Scene) -> [StatusWord] { scene.taskStatusWords }
    func place(_ scene: Scene) -> String { scene.taskPlace }
}

extension State {
    /// Points at another training of the table.
    mutating func pickTraining(by rows: Int) {
        let all = trainings.record.rows
        guard let shown = trainings.shownPlace else { return say("nothing is trained on \(trainings.task) yet: t trains the run's \(space.words.noun)") }
        trainings.picked = all[min(max(shown + rows, 0), all.count - 1)].key
    }

    /// The next of the tasks that there are.
    mutating func turnTask(by places: Int) -> [Effect] {
        let names = trainings.names
        guard !names.isEmpty else {
            say(trainings.isAvailable ? "no task could be read yet: :task digits" : "there are no image tasks here")
            return []
        }
        // One with knobs stands where its family does.
        let base = trainings.task.prefix { $0 != ":" }
        let place = names.firstIndex { $0 == base } ?? (places > 0 ? -1 : 0)
        return choose(task: names[(place + places + names.count) % names.count])
    }
}
