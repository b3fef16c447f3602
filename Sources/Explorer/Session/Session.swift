import Architectures
import Diffusion
import Search

/// All that a session is. Everything in it can be computed again, so that it holds settings and choices, and no states.
public struct Session: Sendable, Hashable {
    /// The one that is shown.
    public var space: SearchSpace
    public var page: Page
    public var spaces: [SearchSpace: SpaceSession]

    public init(space: SearchSpace, page: Page, spaces: [SearchSpace: SpaceSession]) {
        (self.space, self.page, self.spaces) = (space, page, spaces)
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
    public var size = 256
    public var isTwisted = false
    public var values = Population.Values.fitting
    public var partner: String?
    public var picked: Int?
}

/// What was chosen on the inspect page.
public struct InspectionChoices: Sendable, Hashable {
    public var view = Inspection.View.mathematics
    /// The entry; nil: the usual one.
    public var entry: MatrixEntry?
    public var firstBlock = 0
}

/// A race as what it takes to run it again.
public struct RaceCourse: Sendable, Hashable {
    public struct Racer: Sendable, Hashable {
        public var id: Int
        public var method: SearchMethod
        public var forks: [Int] = []
        public var isBefore = false
        public var rounds: [SearchRace.Round] = []
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
