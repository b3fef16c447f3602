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
