import Architectures
import Tensors

extension Study {
    /// The next round: the random start, or what the strategy proposes after all that is known; a pure function of the study. As long as
    /// rounds are only asked for when nothing is open, it does not depend on who evaluates, how many at once, or how often one was stopped.
    /// - Parameter count: how many are wanted at once, if more than a round
    /// - Returns: nil where the budget is spent or nothing is left to propose
    public func proposal(_ strategy: any Strategy, atLeast count: Int = 1) throws -> StudyEvent? {
        let left = budget - evaluations.count
        guard left > 0 else { return nil }
        // What is given need not be drawn to start with.
        let start = evaluations.isEmpty ? max(header.initial - given.count, 0) : 0
        let architectures =
            start > 0
            ? problem.start(min(start, left), seed: header.seed, after: history)
            : try strategy.propose(min(max(header.batch, count), left), for: problem, after: history, seed: header.seed).architectures
        guard !architectures.isEmpty else { return nil }
        return .proposed(first: evaluations.count, architectures: architectures.map(\.archString))
    }
}

extension Problem {
    /// The random architectures that a search of this seed starts with.
    /// - Parameter history: what is known already and not drawn again
    public func start(_ count: Int, seed: UInt64, after history: History = History()) -> [Architecture] {
        var generator = StudyDraw.initial.generator(seed: seed, round: 0)
        return unseen(count, after: history, using: &generator)
    }
}
