/// How long a search is and how it starts.
public struct StudySettings: Sendable, Hashable {
    /// Architectures drawn at random before the strategy is asked; 0 where it needs none.
    public var initial: Int
    /// Architectures a round.
    public var batch: Int
    /// Evaluations in all.
    public var budget: Int

    public init(initial: Int = 10, batch: Int = 1, budget: Int = 150) {
        self.initial = initial
        self.batch = batch
        self.budget = budget
    }
}
