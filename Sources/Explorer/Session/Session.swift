import Architectures
import Diffusion
import Search

/// All that a session is. Everything in it can be computed again, so that it holds settings and choices, and no states.
public struct Session: Sendable, Hashable {
    /// The one that is shown.
    public var space: SearchSpace
    public var page: Page
    public var spaces: [SearchSpace: SpaceSession]
    /// The image task that cells are trained on; nil: the usual one.
    public var task: String?
    /// What a teacher has taken away.
    public var hidden = Hidden()

    public init(space: SearchSpace, page: Page, spaces: [SearchSpace: SpaceSession], task: String? = nil, hidden: Hidden = Hidden()) {
        (self.space, self.page, self.spaces, self.task, self.hidden) = (space, page, spaces, task, hidden)
    }

    /// What was done in the space that is shown.
    public var shown: SpaceSession? { spaces[space] }
}

/// What was done in one search space.
public struct SpaceSession: Sendable, Hashable {
    public var files: ModelFiles
    public var tree: RunTree
    /// Trees that others took the place of, the latest last.
    public var past: [RunTree] = []
    /// What the states of the tree's branches were, by id.
    public var marks: [Int: [StateMark]] = [:]
    /// Names of the properties shown, and the one that keys act on.
    public var shown: [String] = []
    public var selected: String?
    /// What was left to the models.
    public var open = OpenSettings()
    public var population = PopulationChoices()
    public var rival = Rival.unguided
    public var isRivalLeft = false
    public var inspection = InspectionChoices()
    /// nil where nothing was searched for.
    public var race: RaceCourse?

    /// The branch that is shown.
    public var stem: RunTree.Stem { tree.stems.first { $0.id == tree.current } ?? tree.stems[0] }
}

/// What was chosen on the population page.
public struct PopulationChoices: Sendable, Hashable {
    /// Samples that one population can have.
    public static let largest = 1_024

    /// Which values of the samples are shown.
    public enum Values: String, Sendable, Hashable, CaseIterable {
        /// What is predicted on the way, what was measured at the end.
        case fitting
        /// What the predictor says of each noisy state.
        case predicted
        /// The figure of the architecture that each estimate says, where it is a valid one.
        case measured
    }

    public var size = 256
    public var isTwisted = false
    public var values = Values.fitting
    public var partner: String?
    public var picked: Int?
}

/// What was chosen on the inspect page.
public struct InspectionChoices: Sendable, Hashable {
    /// What stands beside the entry.
    public enum View: String, Sendable, Hashable, CaseIterable { case mathematics, history, attention }

    public var view = View.mathematics
    /// The entry; nil: the usual one.
    public var entry: MatrixEntry?
    public var firstBlock = 0
}

/// A race as what it takes to run it again.
public struct RaceCourse: Sendable, Hashable {
    /// Evaluations of a search, and the random ones at its start.
    public static let budget = 150, initial = 10
    public static let batches = 1...10
    static let batchRule = NumberRule(whole: batches)

    /// Rounds of one search that were alike: by which method and with which denoiser, how many evaluations each, and how often in a row.
    public struct Round: Sendable, Hashable {
        public var method: SearchMethod
        public var denoiser: DenoiserKind
        public var count: Int
        public var times = 1
    }

    public struct Racer: Sendable, Hashable {
        public var id: Int
        public var method: SearchMethod
        public var forks: [Int] = []
        public var isBefore = false
        public var rounds: [Round] = []
    }

    public var objective: String
    public var isObjectiveChosen: Bool
    public var bound: Constraint?
    public var batch: Int
    public var seed: UInt64
    public var picked: Int?
    /// Of the steered search.
    public var method: SearchMethod
    public var racers: [Racer]
}
