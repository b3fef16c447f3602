import Architectures
import Tensors

/// Regularised evolution (Real et al. 2019, algorithm 1): of the youngest `population` architectures some are drawn, and the best of them has
/// a mutated child. What would be evaluated twice is mutated on.
public struct EvolutionStrategy: Strategy {
    public let name = "evolution"
    /// P, the architectures alive.
    public var population: Int
    /// S, how many of them compete to be a parent.
    public var tournament: Int

    /// The defaults found the best cell most often within 150 evaluations, of seventeen settings tried on AnalogNAS-Bench.
    public init(population: Int = 20, tournament: Int = 20) {
        self.population = population
        self.tournament = tournament
    }

    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) -> Proposal {
        var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
        var asked = history
        var children: [Architecture] = []
        // The first generation is random.
        let missing = min(count, max(0, population - history.round))
        children += problem.unseen(missing, after: asked, using: &generator)
        asked.ask(children)
        let alive = history.observations.suffix(population)
        while children.count < count {
            guard
                let child = child(of: alive, problem: problem, asked: asked, using: &generator)
                    ?? problem.unseen(1, after: asked, using: &generator).first
            else { break }
            children.append(child)
            asked.ask([child])
        }
        return Proposal(children)
    }

    private func child(
        of alive: ArraySlice<Observation>, problem: Problem, asked: History,
        using generator: inout PhiloxGenerator
    ) -> Architecture? {
        let rivals = (0..<tournament).compactMap { _ in alive.randomElement(using: &generator) }
        guard let parent = rivals.max(by: { problem.objective.worth($0.values) < problem.objective.worth($1.values) })
        else { return nil }
        var child = parent.architecture
        for _ in 0..<Self.patience {
            child = problem.space.mutation(of: child, using: &generator)
            if problem.isAdmitted(child), !asked.contains(child) { return child }
        }
        return nil
    }

    /// Mutations on mutations before a random architecture is taken instead.
    private static let patience = 100
}
