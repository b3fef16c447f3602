/// A tree of branches as what it takes to compute it again: settings, and where they changed.
public struct RunTree: Sendable, Hashable {
    /// A branch without its steps.
    public struct Stem: Sendable, Hashable {
        public var id: Int
        public var label: String?
        public var parent: Int?
        public var sample: Int
        public var segments: [Branch.Segment]
    }

    /// A branch that was deleted, without its steps.
    public struct Removed: Sendable, Hashable {
        public var stem: Stem
        /// Its place among the branches.
        public var index: Int
        /// The branches that had left it.
        public var children: [Int]
    }

    /// Never empty.
    public var stems: [Stem]
    /// Id of the branch shown, and the step.
    public var current, position: Int
    /// The id that the next branch gets.
    public var next: Int
    public var removed: [Removed] = []

    /// Whether there is more in it than one run from start to end, which anybody starts again.
    var isGrown: Bool { stems.count > 1 || !removed.isEmpty || stems.contains { $0.segments.count > 1 || $0.label != nil } }

    /// What is brought back with it, in words.
    var words: String {
        stems.count == 1 ? "seed \(stems[0].segments.last?.settings.seed ?? 0)" : "the \(stems.count) branches"
    }
}

extension Branch {
    var stem: RunTree.Stem { RunTree.Stem(id: id, label: label, parent: parent, sample: sample, segments: segments) }

    /// A branch that is to be computed again.
    init(_ stem: RunTree.Stem) {
        self.init(id: stem.id, label: stem.label, parent: stem.parent, sample: stem.sample, segments: stem.segments)
    }
}

extension RemovedBranch {
    var record: RunTree.Removed { .init(stem: branch.stem, index: index, children: children) }

    init(_ removed: RunTree.Removed) {
        self.init(branch: Branch(removed.stem), index: removed.index, children: removed.children)
    }
}

extension State {
    /// The present tree; nil before there is one.
    var tree: RunTree? {
        guard branch != nil else { return nil }
        // Where one is on the way to counts, not how far it has come.
        let isBound = destination?.branch == current
        return RunTree(
            stems: branches.map(\.stem), current: current, position: isBound ? destination?.place ?? position : position, next: nextBranch,
            removed: removed.map(\.record))
    }

    /// Puts a tree in the place of the present one, and has it computed: what is shown first, the rest when there is time.
    mutating func replant(_ tree: RunTree) -> [Effect] {
        branches = tree.stems.map { Branch($0) }
        removed = tree.removed.map { RemovedBranch($0) }
        (current, nextBranch) = (tree.current, tree.next)
        guard let index = branches.firstIndex(where: { $0.id == current }) else { return [] }
        (sample, settings, denoiser) = (branches[index].sample, branches[index].settings, branches[index].denoiser)
        (twin, rivalRun, gesture, drag) = (nil, nil, nil, nil)
        (isPlaying, position) = (false, 0)
        destination = (current, tree.position)
        unfinished = branches.map(\.id).filter { $0 != current }
        return completing(index) + refreshTwin()
    }

    /// Has a branch computed that came back without its steps, once what is shown is there.
    mutating func refreshTree() -> [Effect] {
        guard case .ready = phase, !unfinished.isEmpty, branch?.isComplete ?? false else { return [] }
        unfinished.removeAll { id in branches.first { $0.id == id }?.isComplete ?? true }
        if let restTicket, branches.contains(where: { $0.ticket == restTicket && !$0.isComplete }) { return [] }
        let kept = branches.reduce(0) { $0 + $1.steps.count }
        // Very long runs are computed when they are looked at.
        guard let index = branches.firstIndex(where: { unfinished.contains($0.id) && kept + $0.total <= Self.stepsKeptAhead }) else { return [] }
        var renewed = branches[index]
        let effect = request(&renewed, lane: .rest)
        branches[index] = renewed
        restTicket = renewed.ticket
        return [effect]
    }

    /// Steps, some 3 KB each, that are computed before anybody asks for them.
    private static let stepsKeptAhead = 20_000
}
