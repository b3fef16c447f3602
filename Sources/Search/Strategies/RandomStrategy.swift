/// Draws uniformly and looks at nothing.
public struct RandomStrategy: Strategy {
    public let name = "random"

    public init() {}

    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) -> Proposal {
        var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
        return Proposal(problem.unseen(count, after: history, using: &generator))
    }
}
