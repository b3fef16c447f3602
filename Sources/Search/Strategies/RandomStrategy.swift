/// Draws uniformly and looks at nothing.
public struct RandomStrategy: Strategy {
    public let name = "random"

    public init() {}

    public func propose<Space: SearchableSpace>(
        _ count: Int, for problem: Problem<Space>, after history: History<Space.Architecture>, seed: UInt64
    ) -> Proposal<Space.Architecture> {
        var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
        return Proposal(problem.unseen(count, after: history, using: &generator))
    }
}
