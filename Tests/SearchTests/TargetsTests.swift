import Architectures
import Diffusion
import Foundation
import Search
import Tensors
import Testing

/// What surrogates learn, what bounds mean in its unit, and how far Thompson's draws go.
@Suite struct TargetsTests {
    @Test func standardisedFiguresHaveMeanZeroAndVarianceOne() {
        // Mean 3, variance 8/4 = 2.
        let found = Targets.standardised([1, 3, 3, 5])
        for (one, other) in zip(found, [-2, 0, 0, 2].map { $0 / 2.0.squareRoot() }) { #expect(abs(one - other) < 1e-12) }
        #expect(Targets.standardised([4, 4]) == [0, 0] && Targets.standardised([]).isEmpty)
        // Ranks 1, 2, 3 of three: Φ⁻¹(1/6), 0, Φ⁻¹(5/6), of variance ⅔·0.9674².
        for (one, other) in zip(Targets.normalScores([7, 1, 900]), [0, -1, 1].map { $0 * 1.5.squareRoot() }) { #expect(abs(one - other) < 1e-12) }
    }

    /// A bound is in the unit of the standardised figures: where the surrogate says N(0.5, 0.6) of them, a bound half a deviation above their mean is met by half.
    @Test(arguments: [(-1.0, 0.5), (0, 0.5), (0.5, 0.5), (2, 0.5)]) func boundsAreInTheTargetsUnit(deviations: Double, mean: Double) throws {
        let values = [20.0, 30, 60, 90, 50], cells = (0..<5).map { Figures.cells[100 + 700 * $0] }
        let deviation = (values.reduce(0) { $0 + ($1 - 50) * ($1 - 50) } / 5).squareRoot()
        let objective = try Objective(
            [.init(column: "a", weight: 1)], constraints: [Constraint(column: "b", relation: .less, bound: 50 + deviations * deviation)])
        let problem = Problem(space: Figures.space, objective: objective)
        // Every edge adds a twelfth, whatever it does.
        let surrogate = LinearSurrogate(weights: (0..<30).map { _ in mean / 6 }, variance: 0.6)
        let history = History(zip(cells, values).map { Observation($0, values: [1, $1]) } + [Observation(Figures.cells[9], values: [2, 50])])
        let model = try #require(AcquisitionModel(problem, history: history, surrogate: surrogate, acquisition: .exploit, seed: 1))
        let six = (values + [50]).reduce(0) { $0 + ($1 - 50) * ($1 - 50) } / 6
        let found = try #require(model.expectations(problem.space.rows(of: [cells[0]]), count: 1, draws: [0]).first)
        let z = (deviations * deviation / six.squareRoot() - mean) / 0.6.squareRoot()
        let probability = log(0.5 * erfc(-z / 2.0.squareRoot()))
        // What is feasible is worth its mean beside that.
        #expect(abs(found.acquisition - probability - mean) < 1e-6)
    }

    /// Thompson sampling: of each slot of a panel and each candidate a standard normal draw of its own.
    @Test func thompsonsDrawsAreStandardNormal() throws {
        let (problem, _) = try Figures.problem()
        let model = try #require(
            AcquisitionModel(
                problem, history: try Figures.history(5), surrogate: LinearSurrogate(weights: [], variance: 4), acquisition: .thompson, seed: 1))
        func buffer(_ count: Int) -> PanelBuffer {
            let buffer = PanelBuffer.allocate(capacity: count)
            buffer.initialize(repeating: 0)
            return buffer
        }
        let x = buffer(8 * 66), means = buffer(8), variances = buffer(8)
        defer { for buffer in [x, means, variances] { buffer.deallocate() } }
        var draws: [Double] = []
        for seed in 0..<250 as Range<UInt64> {
            let worker = AcquisitionPredictor(model, features: problem.space.features, layout: problem.space.layout, seed: seed).makeWorker()
            worker.predict(x, sigma: 1, means: means, variances: variances)
            draws += means.map { Double($0) / 2 }
        }
        let n = Double(draws.count)
        #expect(abs(draws.reduce(0, +) / n) < 4 / n.squareRoot())
        #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / n - 1) < 4 * (2 / n).squareRoot())
        #expect(abs(Double(draws.count { abs($0) > 1 }) / n - 0.3173) < 4 * (0.2166 / n).squareRoot())
    }

    /// Draws are keyed by the round, which moves with every question and every answer.
    @Test func theRoundCountsQuestionsAndAnswers() {
        var history = History([Observation(Figures.cells[1], values: [1])])
        #expect(history.round == 1)
        history.ask([Figures.cells[2], Figures.cells[3], Figures.cells[2]])
        #expect(history.round == 3)
        history.tell(Observation(Figures.cells[3], values: [4]))
        #expect(history.round == 3 && history.pending == [Figures.cells[2]])
    }
}
