import Architectures
import Diffusion
import Foundation
import Testing

@Suite struct TiltedDistributionTests {
    private let column = BenchmarkTable.Column(of: .nasbench201, name: "rank", values: (0..<Cell.count).map { Double($0) / 1000 })
    /// Evenly spaced scores: each of the twenty bins of equal width holds a twentieth of the cells, up to one.
    private let even = (0..<Cell.count).map { Double($0) / 5000 - 1 }

    @Test(arguments: [0, 1, 2, -1.5]) func probabilitiesAreExponential(gamma: Double) {
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
        #expect(abs(tilted.mean(column.values) - mean) < 1e-9)
    }

    @Test func unknownScoresHaveNoWeight() {
        var scores = even
        scores[300] = .nan
        let tilted = TiltedDistribution(scores: scores, gamma: 2)
        #expect(tilted.logPrior[300] == -.infinity && tilted.probabilities[300] == 0)
        #expect(tilted.scoreDeviation.isFinite && abs(tilted.probabilities.reduce(0, +) - 1) < 1e-9)
        // A mean is over the cells that have a figure: here code 0 and the last, weighed as the tilt weighs them.
        var figures = [Double](repeating: .nan, count: Cell.count)
        (figures[0], figures[15_624]) = (10, 20)
        let share = 1 / (1 + exp(2 * (even[0] - even[15_624])))
        #expect(abs(tilted.mean(figures) - (10 + 10 * share)) < 1e-9)
    }

    /// All draws in the lowest twentieth: the distance is the probability of the other nineteen.
    @Test func totalVariationByHand() {
        let uniform = TiltedDistribution(scores: even, gamma: 0)
        #expect(abs(uniform.totalVariation([5, 6, 7]) - 0.95) < 1e-3)
        #expect(uniform.totalVariation(Array(0..<Cell.count)) < 1e-9)
        // Half in the lowest bin, half in the highest: ½(2·0.45 + 18·0.05).
        #expect(abs(uniform.totalVariation([5, 15_620]) - 0.9) < 1e-3)
    }

    /// Bins are of equal width between the smallest and the largest score, not of equal weight.
    @Test func binsAreOfEqualWidth() {
        var scores = [Double](repeating: 0.2, count: Cell.count)
        (scores[0], scores[1], scores[2]) = (0, 20, 10.4)
        let uniform = TiltedDistribution(scores: scores, gamma: 0)
        let one = 1 / Double(Cell.count)
        // 0 and 0.2 share the first bin of width one, 10.4 has the eleventh alone, and the largest is in the last.
        #expect(abs(uniform.totalVariation([0]) - 2 * one) < 1e-9)
        #expect(abs(uniform.totalVariation([7]) - 2 * one) < 1e-9)
        #expect(abs(uniform.totalVariation([1]) - (1 - one)) < 1e-9)
        #expect(abs(uniform.totalVariation([2]) - (1 - one)) < 1e-9)
        #expect(abs(uniform.totalVariation([1, 2]) - (1 - 2 * one)) < 1e-9)
    }

    @Test func aConstantScoreIsOneBin() {
        let tilted = TiltedDistribution(scores: [Double](repeating: 3, count: Cell.count), gamma: 5)
        #expect(tilted.totalVariation([4, 900]) < 1e-9 && tilted.floor(draws: 10).upper < 1e-9)
        #expect(abs(tilted.meanScore - 3) < 1e-9)
    }

    /// For n draws into bins of probability p the mean distance is near ½Σ√(2p(1 − p)/πn).
    @Test(arguments: [200, 2000]) func theFloorIsTheDistanceOfExactDraws(draws: Int) {
        let floor = TiltedDistribution(scores: even, gamma: 0).floor(draws: draws)
        let expected = 0.5 * 20 * (2 * 0.05 * 0.95 / (.pi * Double(draws))).squareRoot()
        #expect(abs(floor.mean / expected - 1) < 0.06)
        #expect(TiltedDistribution(scores: even, gamma: 0).floor(draws: 0).mean.isNaN)
    }

    /// Of two bins as likely as each other the distance is |X/n − ½|, X binomial: 1.96 standard deviations at 95 %.
    @Test(arguments: [200, 2000]) func nineteenOfTwentySetsStayWithin(draws: Int) {
        let tilted = TiltedDistribution(scores: (0..<Cell.count).map { Double($0 % 2) }, gamma: 0)
        let expected = 1.96 * 0.5 / Double(draws).squareRoot()
        #expect(abs(tilted.floor(draws: draws).upper / expected - 1) < 0.2)
    }
}
