import Architectures
import Diffusion
import Lessons
import Terminal

/// Everything the explorer knows and shows: a value that `update` changes and views draw.
@dynamicMemberLookup
public struct State: Sendable {
    public enum Phase: Sendable {
        case loading
        case ready
        /// Nothing can be run; why.
        case failed(any Error)
    }

    public internal(set) var phase: Phase = .loading
    /// What there is in the space that is shown, what was left in the others, and where one goes back to if one that is being entered cannot be
    /// loaded.
    var here: SpaceState
    var parked: [SearchSpace: SpaceState] = [:]
    var leftSpace: SearchSpace?
    let startSpace: SearchSpace

    public internal(set) var isPlaying = true
    public internal(set) var speed: Double
    /// Whether the unguided run with the same noise is computed, too.
    public internal(set) var comparesTwin = false

    // What is shown.
    public internal(set) var page: Page
    public internal(set) var width: Int
    public internal(set) var height: Int
    public internal(set) var theme: Theme
    public internal(set) var suitedThemes: [Theme]
    /// The theme is as dark or light as what the terminal draws on, until somebody chooses one.
    package var followsBackground = false
    public internal(set) var reducesMotion: Bool
    public internal(set) var overlay = Overlay.none {
        didSet { if overlay.scroll == nil { sheetFilter = nil } }
    }
    /// What is sought in the sheet of help that is open; nil: all of it is shown.
    public internal(set) var sheetFilter: SheetFilter?
    /// Lines of the prompt that were carried out, the latest last.
    public internal(set) var commandHistory: [String] = []
    public internal(set) var notice: StateNotice?
    /// The lines that were asked for, as they were then.
    public internal(set) var linesShown: [String] = []
    /// The session being written to a file, and what the line is then.
    var beingSaved: SessionFile?
    public internal(set) var recording = Recording.off
    public internal(set) var sharing = ShareState.off
    public internal(set) var presenting = Presenting()
    public internal(set) var demonstration: DemonstrationPlay?
    /// Keys that take the part of others.
    package var keyMap = KeyMap()
    /// What a teacher has taken away.
    public internal(set) var hidden = Hidden()
    /// The image task, and what was and is trained on it.
    public internal(set) var trainings = Trainings()
    /// What the terminal shows: pictures are drawn by it.
    public internal(set) var colors = ColorLevel.trueColor
    public internal(set) var glyphs = GlyphSet.unicode
    /// Where files are written.
    public internal(set) var exportFolder = "."
    /// What words mean.
    package var glossary = Glossary()
    /// The lessons that there are, what was solved of them, and the one that is being done.
    package var lessons = LessonShelf()
    package var progress = LessonProgress()
    public internal(set) var lesson: LessonPlay?
    /// What the session's runs have ended with.
    public internal(set) var found = FoundArchitectures()

    // What comes from another session.
    /// What there is to take up in spaces that were not entered yet.
    var waiting: [SearchSpace: SpaceSession] = [:]
    /// The step to wait at once there is a run; nil: it plays.
    var firstStep: Int?
    /// The mark of the first run's end, as the line told it.
    var expected: String?
    /// Of the space it starts in, whether that is what is shown, and not only kept to be brought back.
    var opensSession = false

    // Counters and clocks.
    var nextTicket = 1
    var now = 0.0
    /// What changed on the screen, and still glows.
    var glow = Glow()
    /// Steps that playback owes, less than one unless the engine is behind.
    var due = 0.0
    var lastTick: Double?
    /// When playing last changed the screen.
    var lastMove = -Double.infinity
    /// The settings come from an earlier session, so what no longer fits is dropped, not refused.
    let isRestored: Bool
    /// What is being dragged, and the last move of a slider: one gesture makes one branch.
    var drag: Drag?
    var gesture: (property: String, at: Double)?

    /// - Parameters:
    ///   - population: start on its page, with so many samples
    ///   - search: start on its page, with this objective
    ///   - themes: to choose from, the first at the start; as the terminal's colours allow
    ///   - isRestored: whether the settings are those of an earlier session, of which may be dropped what no longer fits
    ///   - session: what to open, in `space`
    ///   - left: what an earlier session left: kept, to be brought back
    public init(
        settings: RunSettings, sample: Int = 0, denoiser: DenoiserKind = .learned, width: Int, height: Int,
        population: Int? = nil, search: String? = nil, themes: [Theme] = [.dark, .light, .contrast, .mono],
        files: ModelFiles = ModelFiles(), preferences: Preferences = Preferences(), isRestored: Bool = false,
        space: SearchSpace = .usual, session: Session? = nil, left: Session? = nil
    ) {
        here = SpaceState(space: space, files: files, settings: settings, sample: sample, denoiser: denoiser, shown: preferences.shown)
        startSpace = space
        self.width = width
        self.height = height
        page = session?.page ?? preferences.page
        speed = preferences.speed
        reducesMotion = preferences.reducesMotion
        self.isRestored = isRestored
        suitedThemes = themes.isEmpty ? [.dark] : themes
        theme = suitedThemes[0]
        openMemories()
        prepare(session, left)
        if let session, !session.hidden.isEmpty { hide(session.hidden) }
        if let population { choosePopulation(population) }
        if let search { startSearching(for: search) }
    }

    /// What the mouse holds.
    enum Drag: Sendable, Hashable {
        case timeline
        case slider(property: String)
    }
}

extension State {
    /// What is of the space that is shown.
    public subscript<Value>(dynamicMember path: KeyPath<SpaceState, Value>) -> Value { here[keyPath: path] }

    subscript<Value>(dynamicMember path: WritableKeyPath<SpaceState, Value>) -> Value {
        get { here[keyPath: path] }
        set { here[keyPath: path] = newValue }
    }

    // What is asked for everywhere.
    public var space: SearchSpace { here.space }
    public var catalog: Catalog? { here.catalog }
    public var branch: Branch? { here.branch }
    public var selectedProperty: String? { here.selectedProperty }

    /// Steps of a run that is told nothing.
    public static let usualSteps = 48

    /// Whether time moves the run on.
    public var isPlayingOn: Bool { isPlaying && branch != nil && !overlay.isHelp }

    /// γ of a property in the current run.
    public func tilt(_ property: String) -> Double { (branch?.settings ?? here.settings).guidance.tilts[property] ?? 0 }

    public var isSteered: Bool { (branch?.settings ?? here.settings).guidance.isActive }
}

/// A short message on the screen.
public struct StateNotice: Sendable, Hashable {
    public var text: String
    public var isWarning: Bool
    /// When it goes by itself; nil: at the next key.
    public var expires: Double?
}
