import Architectures
import Foundation
import Search
import Testing

/// A batch by the kriging believer (Ginsbourger et al. 2010): each proposal is the best once the expected figures of those before it are taken for granted.
/// The oracle is a loop over all candidates with a surrogate in closed form.
@Suite struct BelieverTests {
    private static let candidates = stride(from: 11, to: Cell.count, by: 247).map { Figures.cells[$0] }

    /// The first numbers of a cell's features: its choices.
    private static func choices(_ cell: Architecture) -> [Double] {
        Figures.space.rows(of: [cell])[..<Figures.space.features.choiceCount].map(Double.init)
    }

    /// ln E[max(0, y − best)] of a normal y.
    private static func improvement(_ moments: Moments, _ best: Double) -> Double {
        let z = (moments.mean - best) / moments.deviation
        return log(moments.deviation * (exp(-z * z / 2) / (2 * Double.pi).squareRoot() + z * 0.5 * erfc(-z / 2.0.squareRoot())))
    }

    /// What a loop proposes after a history, and what it expected of it.
    private static func loop(_ count: Int, _ history: History, believes: Bool) -> [(cell: Architecture, moments: Moments)] {
        let targets = Targets.normalScores(history.observations.map { $0.values[0] })
        var fit = Regression(rows: history.observations.map { choices($0.architecture) }, targets: targets, width: 0)
        let best = targets.max() ?? 0
        for cell in history.pending { fit = fit.with(choices(cell), fit.moments(choices(cell)).mean) }
        var batch: [(cell: Architecture, moments: Moments)] = []
        for _ in 0..<count {
            let open = candidates.filter { cell in !history.contains(cell) && !batch.contains { $0.cell == cell } }
            let rated = open.map { cell -> (cell: Architecture, moments: Moments, value: Double) in
                let moments = fit.moments(choices(cell))
                return (cell, moments, improvement(moments, best))
            }
            guard let top = rated.max(by: { $0.value < $1.value }) else { break }
            batch.append((top.cell, top.moments))
            if believes { fit = fit.with(choices(top.cell), top.moments.mean) }
        }
        return batch
    }

    private func problem() throws -> Problem {
        let admitted = Set(Self.candidates)
        return Problem(space: Figures.space, objective: try Figures.problem().problem.objective) { admitted.contains($0) }
    }

    private let strategy = ModelStrategy("exhaustive", source: .exhaustive, surrogate: RegressionSurrogate(), acquisition: .expectedImprovement)

    @Test(arguments: [1, 2, 3] as [UInt64]) func aBatchIsWhatBelievingGives(seed: UInt64) throws {
        let problem = try problem(), history = try Figures.history(12, seed: seed)
        let proposal = try strategy.propose(5, for: problem, after: history, seed: 4)
        let truth = Self.loop(5, history, believes: true)
        #expect(proposal.architectures == truth.map(\.cell))
        for (expectation, one) in zip(proposal.expectations, truth) {
            #expect(abs(expectation.mean - one.moments.mean) < 1e-5 && abs(expectation.variance - one.moments.variance) < 1e-5)
        }
        // Believing moves the later ones: without, they would be the best by what is known.
        #expect(truth.map(\.cell) != Self.loop(5, history, believes: false).map(\.cell))
    }

    /// What is with an evaluator is taken for granted too.
    @Test func whatIsPendingIsBelieved() throws {
        let problem = try problem(), known = try Figures.history(12, seed: 1)
        let first = try #require(Self.loop(1, known, believes: true).first?.cell)
        var history = known
        history.ask([first])
        let proposal = try strategy.propose(2, for: problem, after: history, seed: 4)
        let truth = Self.loop(2, history, believes: true)
        #expect(proposal.architectures == truth.map(\.cell))
        for (expectation, one) in zip(proposal.expectations, truth) {
            #expect(abs(expectation.mean - one.moments.mean) < 1e-5 && abs(expectation.variance - one.moments.variance) < 1e-5)
        }
    }
}
