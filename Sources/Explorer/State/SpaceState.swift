import Architectures
import Diffusion

/// All there is in one search space. Whoever goes over to another one leaves it whole, and finds it so.
public struct SpaceState: Sendable {
    // What it works with.
    /// What is generated.
    public internal(set) var space: SearchSpace
    public internal(set) var catalog: Catalog?
    /// What the networks and figures were read from.
    public internal(set) var files: ModelFiles
    /// Settings that new runs start with.
    public internal(set) var settings: RunSettings
    /// What of them is left to the models.
    public internal(set) var open = OpenSettings()
    public internal(set) var sample: Int
    public internal(set) var denoiser: DenoiserKind
    /// Names of the properties shown and steered, and the one the keys act on.
    public internal(set) var shown: [String]
    public internal(set) var selected = 0

    // The courses of the generation, and where one stands.
    public internal(set) var branches: [Branch] = []
    /// Id of the branch shown.
    public internal(set) var current = 0
    public internal(set) var position = 0
    var nextBranch = 0
    /// Where one wanted to go on a branch that was not computed so far yet.
    var destination: (branch: Int, place: Int)?
    /// The unguided run with the same noise.
    public internal(set) var twin: Branch?

    // What can be brought back, the latest last.
    /// Deleted branches.
    var removed: [RemovedBranch] = []
    /// Trees that others took the place of, and what took their place before they were brought back.
    public internal(set) var past: [RunTree] = []
    var future: [RunTree] = []

    // What came back and is to be computed again.
    /// Ids of branches that came back without their steps.
    var unfinished: [Int] = []
    /// The last request of one of them.
    var restTicket: Int?
    /// What the states of branches were where they come from, by id.
    var marks: [Int: BranchMarks] = [:]

    /// γ of what became an aim, for when it becomes a tilt again.
    var tiltsBeforeAims: [String: Double] = [:]
    /// Of the pages, by type.
    var memories: [ObjectIdentifier: any PageMemory] = [:]

    init(space: SearchSpace, files: ModelFiles, settings: RunSettings, sample: Int, denoiser: DenoiserKind, shown: [String] = []) {
        (self.space, self.files, self.settings, self.sample, self.denoiser, self.shown) = (space, files, settings, sample, denoiser, shown)
    }

    public var branch: Branch? { branches.first { $0.id == current } }

    /// The branch that the current one left, if it is still there.
    public var origin: Branch? { branch?.parent.flatMap { id in branches.first { $0.id == id } } }

    public var selectedProperty: String? { shown.indices.contains(selected) ? shown[selected] : nil }

    /// The present tree; nil before there is one.
    var tree: RunTree? {
        guard branch != nil else { return nil }
        // Where one is on the way to counts, not how far it has come.
        let isBound = destination?.branch == current
        return RunTree(
            stems: branches.map(\.stem), current: current, position: isBound ? destination?.place ?? position : position, next: nextBranch,
            removed: removed.map(\.record))
    }

    /// What was asked for will not come.
    mutating func giveUp() {
        for index in branches.indices { branches[index].ticket = nil }
        eachMemory { $0.giveUp() }
    }

    /// Leaves it as who comes back is to find it.
    mutating func rest() {
        giveUp()
        (twin, destination, restTicket, tiltsBeforeAims) = (nil, nil, nil, [:])
    }
}
