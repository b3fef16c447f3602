import Tensors

extension Study {
    /// The next round: the random start, or what the strategy proposes after all that is known; a pure function of the study. As long as
    /// rounds are only asked for when nothing is open, it does not depend on who evaluates, how many at once, or how often one was stopped.
    /// - Parameter count: how many are wanted at once, if more than a round
    /// - Returns: nil where the budget is spent or nothing is left to propose
    public func proposal(_ strategy: any Strategy, atLeast count: Int = 1) throws -> StudyEvent? {
        let left = header.budget - evaluations.count
        guard left > 0 else { return nil }
        let architectures =
            evaluations.isEmpty
            ? problem.start(min(header.initial, left), seed: header.seed)
            : try strategy.propose(min(max(header.batch, count), left), for: problem, after: history, seed: header.seed).architectures
        guard !architectures.isEmpty else { return nil }
        return .proposed(first: evaluations.count, architectures: architectures.map(problem.space.text(of:)))
    }
}

extension Problem {
    /// The random architectures that a search of this seed starts with.
    public func start(_ count: Int, seed: UInt64) -> [Space.Architecture] {
        var generator = StudyDraw.initial.generator(seed: seed, round: 0)
        return unseen(count, after: History(), using: &generator)
    }
}
