/// A session, computed once more and held against the marks that it brought.
public struct SessionReplay: Sendable, Hashable {
    /// What became of one branch.
    public struct Branch: Sendable, Hashable {
        public var title: String
        public var steps: Int
        /// Steps whose states were held against a mark.
        public var marks: [Int]
        /// The first of them whose state is another one here.
        public var differsFrom: Int?
        /// Why it could not be computed; nil where it was.
        public var fault: String?

        /// Whether there is anything wrong with it.
        public var differs: Bool { differsFrom != nil || fault != nil }
    }

    public var branches: [Branch] = []

    /// Branches that are not, byte for byte, what they were.
    public var different: Int { branches.count(where: \.differs) }

    /// - Parameters:
    ///   - session: what was opened in `explorer`
    public init(of session: SpaceSession, in explorer: HeadlessExplorer) {
        explorer.computeAll()
        for stem in session.tree.stems {
            guard let branch = explorer.state.branches.first(where: { $0.id == stem.id }) else { continue }
            let marks = session.marks[stem.id] ?? []
            var result = Branch(title: branch.title, steps: branch.total, marks: marks.map(\.step))
            if branch.isComplete {
                result.differsFrom = marks.first { mark in branch.state(at: mark.step).map { StateMark.hash($0) } != mark.hash }?.step
            } else {
                result.fault = explorer.state.notice?.text ?? "it was not computed"
            }
            branches.append(result)
        }
    }
}
