import Architectures
import Diffusion
import Foundation
import Testing

@Suite struct TiltReportTests {
    /// Cell c has the figure c (in thousands of codes): rank and value are known.
    private let column = BenchmarkTable.Column(name: "rank", values: (0..<Cell.count).map { Double($0) / 1000 })

    @Test(arguments: [0, 1, 2, -1.5]) func tiltedProbabilitiesAreExponential(gamma: Double) {
        let tilted = TiltedDistribution(column: column, gamma: gamma)
        #expect(abs(tilted.probabilities.reduce(0, +) - 1) < 1e-9)
        for (a, b) in [(0, 15_624), (100, 9000), (7812, 7813)] {
            let ratio = log(tilted.probabilities[b] / tilted.probabilities[a])
            #expect(abs(ratio - gamma * (tilted.scores[b] - tilted.scores[a])) < 1e-9)
            #expect(abs(tilted.logPrior[b] - tilted.logPrior[a] - ratio) < 1e-9)
        }
        // A standard normal tilted by γ is N(γ, 1); 15,625 scores end at 4.0, which costs a little.
        #expect(abs(tilted.meanScore - gamma) < 0.03)
        #expect(abs(tilted.scoreDeviation - 1) < 0.1)
        let square = zip(tilted.probabilities, tilted.scores).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
        #expect(abs(square - tilted.meanScore * tilted.meanScore - tilted.scoreDeviation * tilted.scoreDeviation) < 1e-9)
        let mean = zip(tilted.probabilities, column.values).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(tilted.meanValue - mean) < 1e-9)
    }

    @Test func meansAreThoseOfTheValidSamples() throws {
        let states = try [100, 300, 15_000].map(HandMadeSamples.state) + [HandMadeSamples.torn(2)]
        let report = TiltReport(try HandMadeSamples.of(states), gamma: 1, column: column)
        let scores = [100, 300, 15_000].map { NormalScores.inverseNormal((Double($0) + 0.5) / 15_625) }
        #expect(abs(report.meanScore - scores.reduce(0, +) / 3) < 1e-9)
        #expect(abs(report.meanValue - (0.1 + 0.3 + 15) / 3) < 1e-9)
        #expect(report.validity == 0.75 && report.uniqueness == 0.75 && report.gamma == 1)
    }

    @Test func cellsWithoutAFigureAreLeftOut() throws {
        var values = column.values
        values[300] = .nan
        let report = TiltReport(
            try HandMadeSamples.of(codes: [100, 300]), gamma: 0, column: BenchmarkTable.Column(name: "rank", values: values))
        #expect(abs(report.meanValue - 0.1) < 1e-9)
        let tilted = TiltedDistribution(column: BenchmarkTable.Column(name: "rank", values: values), gamma: 2)
        #expect(tilted.logPrior[300] == -.infinity && tilted.probabilities[300] == 0)
        #expect(tilted.scoreDeviation.isFinite)
    }

    /// All draws in the lowest twentieth: the distance is the probability of the other nineteen.
    @Test func totalVariationByHand() {
        let uniform = TiltedDistribution(column: column, gamma: 0)
        #expect(abs(uniform.totalVariation([5, 6, 7]) - 0.95) < 1e-3)
        #expect(uniform.totalVariation(Array(0..<Cell.count)) < 1e-9)
        // Half in the lowest bin, half in the highest: ½(2·0.45 + 18·0.05).
        #expect(abs(uniform.totalVariation([5, 15_620]) - 0.9) < 1e-3)
    }

    /// For n draws into bins of probability p the mean distance is near ½Σ√(2p(1 − p)/πn).
    @Test(arguments: [200, 2000]) func theFloorIsTheDistanceOfExactDraws(draws: Int) {
        let floor = TiltedDistribution(column: column, gamma: 0).floor(draws: draws)
        let expected = 0.5 * 20 * (2 * 0.05 * 0.95 / (.pi * Double(draws))).squareRoot()
        #expect(abs(floor / expected - 1) < 0.06)
        #expect(TiltedDistribution(column: column, gamma: 0).floor(draws: 0).isNaN)
    }
}
