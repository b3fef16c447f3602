import Architectures
import Diffusion
import Lessons
import Sharing
import Terminal
import Trainer

/// How the explorer starts.
public struct ExplorerOptions: Sendable {
    /// Loads networks and figures. Called once, on the engine's thread, after the first frame is shown.
    public var loadModels: @Sendable () throws -> LoadedModels
    /// What there is of another space, for those who go there; nil: there is no other.
    public var loadOther: (@Sendable (SearchSpace) throws -> LoadedModels)?
    public var settings: RunSettings
    public var sample: Int
    public var denoiser: DenoiserKind
    /// Start on the population page, with so many samples.
    public var population: Int?
    /// Start on the search page, with this property to search for.
    public var search: String?
    /// Image tasks to train on; nil: there are none.
    public var tasks: TaskSource?
    /// The task to begin with; nil: that of the session, or the usual one.
    public var task: String?
    /// How cells are trained.
    public var training = TrainingSettings()
    public var theme: Theme.Name
    /// Nobody chose the theme: it is as dark or light as what the terminal draws on.
    public var followsBackground = false
    /// What `loadModels` reads from, for the line that reproduces a run.
    public var files: ModelFiles
    /// Where exports and recordings are written.
    public var exportFolder: String
    public var preferences = Preferences()
    /// The settings are those of an earlier session, of which may be dropped what no longer fits.
    public var isRestored = false
    /// What to open; the settings, sample and denoiser are those of its branch shown.
    public var session: Session?
    /// What an earlier session left where another run is started: kept, to be brought back.
    public var left: Session?
    /// The step to wait at; nil: it plays.
    public var step: Int?
    /// The mark that the run's end shall have, by its digits.
    public var expected: String?
    /// The sample of the population that is pointed at.
    public var picked: Int?
    /// What words mean.
    public var glossary = Glossary()
    /// The lessons, what was solved of them, and the one to begin with.
    public var learning = Learning()
    /// Keeps what was solved. - Returns: why that cannot be; nil where it could
    public var keepLessons: @Sendable (LessonProgress) -> String? = { _ in nil }
    /// Lines of the prompt of earlier sessions, the latest last.
    public var history: [String] = []
    /// Shown at first: what is to be known about how it starts.
    public var remark: String?
    /// Colours and characters to use; nil: as many as the environment says the terminal has.
    public var colors: ColorLevel?
    public var glyphs: GlyphSet?
    public var usesMouse = true
    /// Where the screen is shared from the start; nil: nowhere.
    public var serve: ShareAddress?
    /// Keys are shown as they are pressed.
    public var presents = false
    /// Played once there is a run.
    public var demonstration: Demonstration?
    /// Keys that take the part of others.
    public var keyMap = KeyMap()
    /// What is taken away; nil: what the session says.
    public var hidden: Hidden?
    /// Given what to keep for the next session, after the terminal was given back.
    public var remember: @Sendable (SessionMemory) -> Void = { _ in }

    public init(
        settings: RunSettings = RunSettings(steps: State.usualSteps), sample: Int = 0, denoiser: DenoiserKind = .learned,
        population: Int? = nil, theme: Theme.Name = .dark, files: ModelFiles = ModelFiles(), exportFolder: String = ".",
        loadModels: @escaping @Sendable () throws -> LoadedModels
    ) {
        self.loadModels = loadModels
        self.settings = settings
        self.sample = sample
        self.denoiser = denoiser
        self.population = population
        self.theme = theme
        self.files = files
        self.exportFolder = exportFolder
    }
}

extension State {
    /// What options ask for, with a terminal and without.
    mutating func take(_ options: ExplorerOptions) {
        self.population.picked = options.picked
        exportFolder = options.exportFolder
        presenting.showsKeys = options.presents
        (keyMap, followsBackground) = (options.keyMap, options.followsBackground)
        if let hidden = options.hidden { hide(hidden) }
        if let demonstration = options.demonstration { take(demonstration) }
        glossary = options.glossary
        offerTasks(options.tasks != nil, task: options.task, settings: options.training)
        take(options.learning)
    }
}
