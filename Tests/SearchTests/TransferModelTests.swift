import Architectures
import Diffusion
import Foundation
import Search
import Testing

/// A target's figures given the source's: a ridge regression on the source score, and what a surrogate says of the rest, in units of the rest.
@Suite struct TransferModelTests {
    /// Says the same of every architecture.
    private static let surrogate = LinearSurrogate(weights: [], variance: 0.49)

    private func source() -> SourceTask {
        let values = Cell.all.map { cell in Double(cell.count(of: .conv3x3)) - 0.7 * Double(cell.count(of: .none)) + 0.01 * Double(cell.code % 13) }
        let column = BenchmarkTable.Column(of: .nasbench201, name: "a_accuracy", values: values)
        return SourceTask(ExactPredictor(columns: [column], in: .nasbench201), properties: [column.name], gamma: 2)
    }

    private func expectations(_ worths: [Double], _ cells: [Architecture]) throws -> Proposal {
        let strategy = TransferStrategy(
            "transfer", source: source(), denoiser: ExactDenoiser(of: .nasbench201), surrogate: Self.surrogate, count: 16, steps: 4)
        let problem = Problem(space: Figures.space, objective: try Objective([.init(column: "b", weight: 1)]))
        return try strategy.propose(12, for: problem, after: History(zip(cells, worths).map { Observation($0, values: [$1]) }), seed: 3)
    }

    /// β = Σ(s − s̄)(y − ȳ)/(Σ(s − s̄)² + 0.1); the mean is β(s − s̄) over the deviation of y − ȳ − β(s − s̄), and the best is measured alike.
    @Test(arguments: [1, 250]) func theSlopeIsInUnitsOfTheRest(unit: Double) throws {
        let cells = [40, 900, 3_333, 7_812, 11_111, 15_001].map { Figures.cells[$0] }
        let scores = source().scores(of: cells), worths = zip(scores, [1.5, -2, 0.5, 2.5, -1, -1.5]).map { (65 + 4 * $0 + $1) * unit }
        let n = Double(cells.count), sBar = scores.reduce(0, +) / n, yBar = worths.reduce(0, +) / n
        let cross = zip(scores, worths).reduce(0) { $0 + ($1.0 - sBar) * ($1.1 - yBar) }
        let slope = cross / (scores.reduce(0) { $0 + ($1 - sBar) * ($1 - sBar) } + 0.1)
        let rest = zip(scores, worths).map { $1 - yBar - slope * ($0 - sBar) }, restMean = rest.reduce(0, +) / n
        let deviation = (rest.reduce(0) { $0 + ($1 - restMean) * ($1 - restMean) } / n).squareRoot()
        let best = ((worths.max() ?? 0) - yBar) / deviation
        let proposal = try expectations(worths, cells)
        #expect(proposal.expectations.count == 12 && abs(slope) > unit && abs(deviation / unit - 1) > 0.2)
        for (architecture, found) in zip(proposal.architectures, proposal.expectations) {
            let score = source().scores(of: [architecture])[0], mean = slope * (score - sBar) / deviation
            #expect(abs(found.mean - mean) < 1e-3 * max(1, abs(mean)) && found.variance == 0.49)
            // Expected improvement on the best, a deviation of 0.7 about the mean.
            let z = (mean - best) / 0.7
            let improvement = 0.7 * (exp(-z * z / 2) / (2 * Double.pi).squareRoot() + z * 0.5 * erfc(-z / 2.0.squareRoot()))
            #expect(abs(found.acquisition - log(improvement)) < 0.01 * max(1, abs(log(improvement))))
        }
    }

    /// Figures that the source explains to the last digit leave no rest: their own deviation is the unit then.
    @Test func aRestOfNothingHasTheFiguresUnit() throws {
        let cells = [40, 900, 3_333].map { Figures.cells[$0] }
        let proposal = try expectations([5, 5, 5], cells)
        for expectation in proposal.expectations { #expect(expectation.mean == 0 && expectation.acquisition.isFinite) }
    }
}
