import Architectures
import Diffusion
import Terminal

/// Everything the explorer knows and shows: a value that `update` changes and views draw.
public struct State: Sendable {
    public enum Phase: Sendable {
        case loading
        case ready
        /// Nothing can be run; why.
        case failed(any Error)
    }

    // What it works with.
    public internal(set) var phase: Phase = .loading
    /// What is generated.
    public internal(set) var space: SearchSpace
    public internal(set) var catalog: Catalog?
    public internal(set) var sample: Int
    /// Settings that new runs start with.
    public internal(set) var settings: RunSettings
    public internal(set) var denoiser: DenoiserKind
    /// What the networks and figures were read from.
    public internal(set) var files: ModelFiles

    // The courses of the generation, and where one stands.
    public internal(set) var branches: [Branch] = []
    /// Id of the branch shown.
    public internal(set) var current = 0
    public internal(set) var position = 0
    public internal(set) var isPlaying = true
    public internal(set) var speed: Double
    /// The unguided run with the same noise.
    public internal(set) var twin: Branch?
    public internal(set) var comparesTwin = false
    /// What the comparison is wanted with; `shownRival` is what there is.
    public internal(set) var rival = Rival.unguided
    /// The run that rivals are computed in that are neither the twin nor a branch.
    public internal(set) var rivalRun: Branch?
    /// Whether the rival stands on the left.
    public internal(set) var isRivalLeft = false
    /// Many samples of the current run.
    public internal(set) var population: Population
    /// Searches for the best cell.
    public internal(set) var race: SearchRace

    // What is shown.
    public internal(set) var page: Page
    public internal(set) var width: Int
    public internal(set) var height: Int
    public internal(set) var theme: Theme
    public internal(set) var suitedThemes: [Theme]
    /// Names of the properties shown and steered, and the one the keys act on.
    public internal(set) var shown: [String]
    public internal(set) var selected = 0
    public internal(set) var reducesMotion: Bool
    public internal(set) var overlay = Overlay.none
    /// Lines of the prompt that were carried out, the latest last.
    public internal(set) var commandHistory: [String] = []
    public internal(set) var notice: StateNotice?
    /// The lines that were asked for, as they were then.
    public internal(set) var linesShown: [String] = []
    /// The session being written to a file, and what the line is then.
    var beingSaved: SessionFile?
    public internal(set) var recording = Recording.off
    /// Where files are written.
    public internal(set) var exportFolder = "."
    public internal(set) var inspection = Inspection()
    /// What the session's runs have ended with.
    public internal(set) var found = FoundArchitectures()

    // What was replaced, the latest last, and what took its place before it was brought back.
    public internal(set) var past: [RunTree] = []
    var future: [RunTree] = []
    var pastRaces: [SearchRace] = [], futureRaces: [SearchRace] = []

    // What comes from another session.
    /// Ids of branches that came back without their steps.
    var unfinished: [Int] = []
    /// The last request of one of them.
    var restTicket: Int?
    /// What the states of branches were there, by id.
    var marks: [Int: BranchMarks] = [:]
    /// What there is to take up in spaces that were not entered yet.
    var waiting: [SearchSpace: SpaceSession] = [:]
    /// The step to wait at once there is a run; nil: it plays.
    var firstStep: Int?
    /// The mark of the first run's end, as the line told it.
    var expected: String?
    /// Of the space it starts in, whether that is what is shown, and not only kept to be brought back.
    var opensSession = false

    // Other spaces.
    let startSpace: SearchSpace
    /// What was left in the others.
    var parked: [SearchSpace: ParkedSpace] = [:]
    /// Where one goes back to if the space being entered cannot be loaded.
    var leftSpace: SearchSpace?

    // Counters and clocks.
    var nextBranch = 0
    var nextTicket = 1
    /// The last request of the rivals' lane.
    var rivalTicket: Int?
    /// Deleted branches that can be brought back, the last one first to come.
    var removed: [RemovedBranch] = []
    var now = 0.0
    /// What changed on the screen, and still glows.
    var glow = Glow()
    /// Steps that playback owes, less than one unless the engine is behind.
    var due = 0.0
    var lastTick: Double?
    /// Where one wanted to go on a branch that was not computed so far yet.
    var destination: (branch: Int, place: Int)?
    /// When playing last changed the screen.
    var lastMove = -Double.infinity
    /// The settings come from an earlier session, so what no longer fits is dropped, not refused.
    let isRestored: Bool
    /// What is being dragged, and the last move of a slider: one gesture makes one branch.
    var drag: Drag?
    var gesture: (property: String, at: Double)?
    /// γ of what became an aim, for when it becomes a tilt again.
    var tiltsBeforeAims: [String: Double] = [:]

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
        space: SearchSpace = .nasbench201, session: Session? = nil, left: Session? = nil
    ) {
        self.files = files
        self.space = space
        startSpace = space
        inspection.cursor = EntryCursor(space: space)
        self.settings = settings
        self.sample = sample
        self.denoiser = denoiser
        self.population = Population(size: population ?? 256)
        self.width = width
        self.height = height
        race = SearchRace(seed: settings.seed)
        page = session?.page ?? preferences.page
        speed = preferences.speed
        shown = preferences.shown
        reducesMotion = preferences.reducesMotion
        self.isRestored = isRestored
        suitedThemes = themes.isEmpty ? [.dark] : themes
        theme = suitedThemes[0]
        prepare(session, left)
        if population != nil { page = PopulationPage().page }
        if let search { startSearching(for: search) }
    }

    /// What the mouse holds.
    enum Drag: Sendable, Hashable {
        case timeline
        case slider(property: String)
    }
}

extension State {
    public var branch: Branch? { branches.first { $0.id == current } }

    /// The branch that the current one left, if it is still there.
    public var origin: Branch? { branch?.parent.flatMap { id in branches.first { $0.id == id } } }

    public var selectedProperty: String? { shown.indices.contains(selected) ? shown[selected] : nil }

    /// Steps of a run that is told nothing.
    public static let usualSteps = 48

    /// Whether time moves the run on.
    public var isPlayingOn: Bool { isPlaying && branch != nil && !overlay.isHelp }

    /// γ of a property in the current run.
    public func tilt(_ property: String) -> Double { (branch?.settings ?? settings).guidance.tilts[property] ?? 0 }

    public var isSteered: Bool { (branch?.settings ?? settings).guidance.isActive }
}

/// A short message on the screen.
public struct StateNotice: Sendable, Hashable {
    public var text: String
    public var isWarning: Bool
    /// When it goes by itself; nil: at the next key.
    public var expires: Double?
}

/// Steps a second while playing.
public enum Speed {
    /// The last one is as fast as steps come.
    public static let choices: [Double] = [0.5, 1, 2, 4, 8, 16, 30, 60, 120, .infinity]
    public static let rule = NumberRule(0.1...1000)
    public static let usual = 8.0

    /// As commands and the timeline say it.
    public static func text(_ speed: Double) -> String { speed == .infinity ? "max" : NumberRule.text(speed) }

    static func after(_ speed: Double, by places: Int) -> Double {
        var place = choices.firstIndex { $0 >= speed } ?? choices.count - 1
        // From between two of them the next one up is one place away.
        if choices[place] != speed, places > 0 { place -= 1 }
        return choices[min(max(place + places, 0), choices.count - 1)]
    }
}
