import Architectures
import Diffusion
import Terminal

/// A page of the explorer. A new one is a folder with a type like this, and a line in `Pages`.
protocol ExplorerPage: Sendable {
    // What it is.
    var page: Page { get }
    /// The keys that go there, and what the help says of it.
    var keys: [Key] { get }
    var help: String { get }
    /// What it remembers in every space; nil: nothing.
    var memory: (any PageMemory.Type)? { get }

    // What it does.
    /// Its own section of the key table.
    var section: KeySection? { get }
    /// Has computed what it lacks, after whatever happened while it is shown.
    func refresh(_ state: inout State) -> [Effect]
    /// Its own commands of the prompt.
    var commands: [CommandTable.Entry] { get }
    /// - Parameter fault: what is wrong at a word of the line, the command's own being 0
    /// - Returns: nil where the command is none of its own
    /// - Throws: such a fault
    func execute(_ command: Command, in state: inout State, fault: (String, Int) -> CommandFault) throws -> [Effect]?
    /// The engine reports something: what was asked for on it is taken in.
    func take(_ event: EngineEvent, in state: inout State)
    /// The mouse was pressed. - Returns: nil where that means nothing here but what it means everywhere
    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]?
    /// The wheel was turned. - Returns: whether that means something else here than going along the run
    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool
    /// What was replaced on it comes back, and goes again; nil where that is the tree of branches.
    func undo(in state: inout State) -> [Effect]?
    func redo(in state: inout State) -> [Effect]?
    /// The current branch was left for a new one.
    func follow(_ old: Branch, to new: Branch, in state: inout State)
    /// Branches that may not be dropped while it needs them.
    func branchesInUse(_ state: State) -> [Int]
    /// Takes over guidance that only many samples can have. - Returns: false where one is shown
    func takeWeights(_ state: inout State) -> Bool
    /// The architecture on it that can be trained; nil: there is none yet.
    func trained(_ state: State) -> Architecture?
    /// What is said then.
    func whyNotTrained(_ state: State) -> String
    /// Whether it wants to be told soon that time has passed.
    func wantsTime(_ state: State) -> Bool

    /// Writes what was chosen on it into a session, and takes it up again.
    /// - Parameter isStart: what the line says goes before what the session says
    func keep(_ here: SpaceState, in session: inout SpaceSession)
    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State)

    // What it says.
    /// What is worth knowing of its keys, the most important first; nil: what is worth knowing everywhere, and `ownHints` and `nextHints`.
    func hints(_ state: State) -> [KeyHints.Hint]?
    var ownHints: [KeyHints.Hint] { get }
    var nextHints: [Action] { get }
    /// The method of guidance, where it is another here than the run's.
    func methodWord(_ state: State) -> String?
    /// What the line is called that brings back what is shown, and the line itself; nil where its options cannot say all.
    var lineTitle: String { get }
    func line(_ branch: Branch, _ state: State) -> String?

    // How it looks.
    /// Whether what it shows is one run, or two.
    var isOfRun: Bool { get }
    /// Its parts, for lessons to point at and cards to explain, the most important first.
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel]
    /// Whether it is a moment of a run, in which what changed glows.
    var isOfMoment: Bool { get }
    /// Whether one goes along the run by the timeline.
    var hasTimeline: Bool { get }
    /// The entry of V or E that is marked.
    func cursor(_ state: State) -> EntryCursor?
    /// What it shows of the moment.
    var stage: StageUse { get }
    /// All between the status and the keys: the caption, the body, the timeline.
    func draw(_ scene: Scene, on canvas: inout Canvas)
    func statusWords(_ scene: Scene) -> [StatusWord]
    /// Where one stands, at the end of the status line.
    func place(_ scene: Scene) -> String
}

extension ExplorerPage {
    var memory: (any PageMemory.Type)? { nil }
    var section: KeySection? { nil }
    func refresh(_ state: inout State) -> [Effect] { [] }
    var commands: [CommandTable.Entry] { [] }
    func execute(_ command: Command, in state: inout State, fault: (String, Int) -> CommandFault) throws -> [Effect]? { nil }
    func take(_ event: EngineEvent, in state: inout State) {}
    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? { nil }
    func scroll(_ rows: Int, _ mouse: MouseEvent, in state: inout State) -> Bool { false }
    func undo(in state: inout State) -> [Effect]? { nil }
    func redo(in state: inout State) -> [Effect]? { nil }
    func follow(_ old: Branch, to new: Branch, in state: inout State) {}
    func branchesInUse(_ state: State) -> [Int] { [] }
    func takeWeights(_ state: inout State) -> Bool { false }
    func trained(_ state: State) -> Architecture? { state.finalArchitecture }
    func whyNotTrained(_ state: State) -> String {
        guard let branch = state.branch, branch.isComplete else { return "the run has not come to its end yet" }
        return "the run did not end with a valid \(state.space.words.noun), so that there is nothing to train; R draws another"
    }
    func wantsTime(_ state: State) -> Bool { false }
    func keep(_ here: SpaceState, in session: inout SpaceSession) {}
    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State) {}
    func hints(_ state: State) -> [KeyHints.Hint]? { nil }
    var ownHints: [KeyHints.Hint] { [] }
    var nextHints: [Action] { [.common(.prompt), .turn(.first)] }
    func methodWord(_ state: State) -> String? { nil }
    var lineTitle: String { "this again" }
    var isOfRun: Bool { true }
    var isOfMoment: Bool { false }
    var hasTimeline: Bool { true }
    func cursor(_ state: State) -> EntryCursor? { nil }
    var stage: StageUse { .watched }
    func statusWords(_ scene: Scene) -> [StatusWord] { scene.statusWords }
    func place(_ scene: Scene) -> String { scene.place }
}

extension ExplorerPage {
    /// The row that goes there.
    var binding: KeyBinding { KeyBinding(.turn(page), keys, page.rawValue, help) }

    /// A row of its own: what a key does here and nowhere else.
    func key(_ keys: [Key], _ short: String, _ help: String, asks perform: @escaping @Sendable (inout State) -> [Effect]) -> KeyBinding {
        KeyBinding(.own(page, keys[0]), keys, short, help, perform: perform)
    }

    /// One that asks for nothing to be done outside.
    func key(_ keys: [Key], _ short: String, _ help: String, does perform: @escaping @Sendable (inout State) -> Void) -> KeyBinding {
        key(keys, short, help) { state -> [Effect] in
            perform(&state)
            return []
        }
    }

    /// Of the row of a key of its own.
    func hint(_ key: Key) -> KeyHints.Hint { section?.bindings.first { $0.keys.contains(key) }?.hint ?? KeyHints.Hint("", "") }
}
