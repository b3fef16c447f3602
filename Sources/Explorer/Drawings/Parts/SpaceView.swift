import Architectures
import Terminal

/// How the architectures of a space are shown. It is chosen once, from what the space says of its drawing; nothing else asks which kind that is.
protocol SpaceView: StagePlan {
    var space: SearchSpace { get }

    // The screen.
    /// The moment as it stands: the picture, and the two parts of its state.
    func drawStage(_ scene: Scene, on canvas: inout Canvas)
    /// The entry of V or E at a place of the screen. - Parameter cursor: where it is scrolled to, where not all fit
    func entry(atX x: Int, y: Int, _ layout: ScreenLayout, _ cursor: EntryCursor) -> MatrixEntry?
    /// The cursor one entry on.
    func moved(_ cursor: EntryCursor, _ direction: EntryCursor.Direction) -> EntryCursor
    /// The type that the cursor begins at.
    var firstType: Int { get }

    // Two runs side by side.
    func side(width: Int, isCompact: Bool) -> SideNeeds
    /// One of two runs: its picture, and its state below.
    func draw(_ side: Side, _ scene: Scene, on canvas: inout Canvas)
    /// The row of a run's state that a node has to itself; nil where nodes stand side by side.
    func row(of node: Int, isCompact: Bool) -> Int?
    /// Whether rows have marks beside them where runs differ.
    var hasRowMarks: Bool { get }

    // An architecture.
    /// One that is known, as large as there is room for. - Parameter share: how many others have a node as it is; nil: there are none
    func draw(_ architecture: Architecture, share: (Int) -> Double?, _ theme: Theme, on canvas: inout Canvas, in rect: Rect)
    /// A letter a choice.
    func letters(_ types: [Int]) -> String
    /// Columns that letters take.
    var lettersWidth: Int { get }
    /// Columns of a group of choices in a list of architectures; nil: there is room for letters alone.
    func groupWidth(_ tier: ScreenLayout.Tier, in room: Int) -> Int?

    // Words.
    /// Of which properties figures stand under a picture: of each kind the first that is measured, else the first that there is. nil: those shown first.
    var captioned: [[String]]? { get }
    var groupsTitle: String { get }
    func name(ofGroup place: Int) -> String
    /// What the exact denoiser sums over.
    var exactWords: String { get }
    /// What formulas call the architectures.
    var nouns: String { get }
    /// What is said of a valid end.
    var verdict: String { get }
}

/// How many rows one of two runs takes.
struct SideNeeds {
    /// Of V and E.
    let states: Int
    /// Of the picture: fewer make no sense, more gain nothing, and they come in so many.
    let picture: ClosedRange<Int>
    var step = 1
    /// Kept for the picture before figures have theirs.
    let reserve: Int
}

/// One of two runs, and where it is drawn.
struct Side {
    let moment: Snapshot
    let gap: MomentGap?
    let picture, states: Rect
}

extension SpaceView {
    var hasRowMarks: Bool { true }
    var captioned: [[String]]? { nil }
    var firstType: Int { space.chosenTypes.lowerBound }
    func letters(_ types: [Int]) -> String {
        let groups = space.groups.map { group in group.nodes.map { space.letter(ofType: types[ifPresent: $0] ?? 0) }.joined() }
        return groups.joined(separator: space.groups.contains { $0.nodes.count > 1 } ? " " : "")
    }
    var lettersWidth: Int { min(letters([]).count, 24) }
    func groupWidth(_ tier: ScreenLayout.Tier, in room: Int) -> Int? { tier == .compact ? 5 : 9 }
    var groupsTitle: String { "\(space.words.type)s by \(space.words.choice)" }
    func name(ofGroup place: Int) -> String { space.groups[ifPresent: place]?.name.truncated(to: 4) ?? "" }
    var exactWords: String { "all \(space.words.nouns)" }
    var nouns: String { space.words.nouns }
    var verdict: String { "A valid \(space.words.noun): the edges it generated agree with its \(space.words.type)s." }

    /// Of the letters of a list: as many as there is room for.
    func letters(_ types: [Int], columns: Int) -> String { letters(types).truncated(to: columns) }
}
