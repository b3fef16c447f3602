import Architectures
import Tensors

/// How candidates are made from the best architectures so far.
public struct MutationSettings: Sendable, Hashable {
    /// How many of the best have children.
    public var parents: Int
    /// Candidates a round.
    public var count: Int
    /// The probability that a child is mutated once more, again and again.
    public var repetition: Double

    public init(parents: Int = 5, count: Int = 200, repetition: Double = 0.3) {
        self.parents = parents
        self.count = count
        self.repetition = repetition
    }

    /// Up to `count` distinct mutations that are admitted and not in the history.
    func mutations(
        _ count: Int, _ problem: Problem, _ history: History, using generator: inout PhiloxGenerator
    ) -> [Architecture] {
        let ranked = history.observations.enumerated().map { ($0.offset, problem.objective.worth($0.element.values)) }
            .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
        let best = ranked.prefix(parents).map { history.observations[$0.0].architecture }
        guard !best.isEmpty else { return [] }
        var children: [Architecture] = []
        var seen: Set<Architecture> = []
        // Some tries find what is known; near the end most do.
        for attempt in 0..<4 * count where children.count < count {
            var child = problem.space.mutation(of: best[attempt % best.count], using: &generator)
            while generator.uniform() < repetition { child = problem.space.mutation(of: child, using: &generator) }
            if problem.isAdmitted(child), !history.contains(child), seen.insert(child).inserted { children.append(child) }
        }
        return children
    }
}
