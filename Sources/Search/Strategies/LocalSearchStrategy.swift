import Architectures
import Tensors

/// Local search (White et al. 2021, "Exploring the loss landscape in neural architecture search"): the neighbours of the best architecture
/// found so far are evaluated in random order; the first that is better is the next centre; where none is, the search starts anew at random.
///
/// The walk is played again from the start with the history for its memory, so that nothing else need be kept.
public struct LocalSearchStrategy: Strategy {
    public let name = "local"

    public init() {}

    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) -> Proposal {
        var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
        guard let centre = centre(problem, history) else {
            return Proposal(problem.unseen(count, after: history, using: &generator))
        }
        var neighbours = unseenNeighbours(of: centre.architecture, problem, history)
        neighbours.shuffle(using: &generator)
        var chosen = Array(neighbours.prefix(count))
        var asked = history
        asked.ask(chosen)
        chosen += problem.unseen(count - chosen.count, after: asked, using: &generator)
        return Proposal(chosen)
    }

    /// Where the walk stands: the best architecture since the last start whose neighbours are not all known; nil where a new start is due.
    private func centre(
        _ problem: Problem, _ history: History
    ) -> Observation? {
        var centre: Observation?
        var walk = History()
        for observation in history.observations {
            // A finished walk leaves its optimum behind: this observation is the next start.
            if let best = centre, unseenNeighbours(of: best.architecture, problem, walk).isEmpty { centre = nil }
            walk.tell(observation)
            guard let best = centre else {
                centre = observation
                continue
            }
            if problem.objective.worth(observation.values) > problem.objective.worth(best.values) { centre = observation }
        }
        guard let best = centre, !unseenNeighbours(of: best.architecture, problem, history).isEmpty else { return nil }
        return best
    }

    private func unseenNeighbours(
        of architecture: Architecture, _ problem: Problem, _ history: History
    ) -> [Architecture] {
        problem.space.neighbours(of: architecture).filter { problem.isAdmitted($0) && !history.contains($0) }
    }
}
