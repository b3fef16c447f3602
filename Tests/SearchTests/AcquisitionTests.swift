import Foundation
import Search
import Testing

@Suite struct AcquisitionTests {
    /// ∫ f(y) N(y; μ, v) dy by the midpoint rule over ±12 deviations.
    func expectation(_ moments: Moments, _ f: (Double) -> Double) -> Double {
        let steps = 200_000, width = 24.0 / Double(steps)
        return (0..<steps).reduce(0) { sum, i in
            let z = -12 + (Double(i) + 0.5) * width
            return sum + width * exp(-z * z / 2) / (2 * Double.pi).squareRoot() * f(moments.mean + z * moments.variance.squareRoot())
        }
    }

    static let cases = [
        Moments(mean: 0.3, variance: 0.5), Moments(mean: -1.2, variance: 0.4), Moments(mean: 2, variance: 0.01),
        Moments(mean: -3, variance: 1.1), Moments(mean: 0.9, variance: 3),
    ]

    @Test(arguments: cases) func expectedImprovementIsTheIntegral(_ moments: Moments) {
        let best = 0.8
        let truth = expectation(moments) { max(0, $0 - best) }
        #expect(abs(exp(Acquisition.expectedImprovement(moments, best: best).value) / truth - 1) < 1e-6)
    }

    @Test(arguments: cases) func improvementProbabilityIsTheIntegral(_ moments: Moments) {
        // A step falls between two midpoints, so the rule is good to a width.
        let truth = expectation(moments) { $0 > 0.8 ? 1 : 0 }
        #expect(abs(exp(Acquisition.improvementProbability(moments, best: 0.8).value) - truth) < 1e-4)
    }

    @Test(arguments: [true, false]) func feasibilityIsTheIntegral(isUpper: Bool) {
        for moments in Self.cases {
            let truth = expectation(moments) { ($0 < 0.1) == isUpper ? 1 : 0 }
            let value = Feasibility.logProbability(moments, bound: 0.1, isUpper: isUpper).value
            #expect(abs(exp(value) - truth) < 1e-4)
        }
    }

    static let kinds: [Acquisition] = [
        .expectedImprovement, .improvementProbability, .upperBound(beta: 1.7), .thompson, .exploit,
    ]

    @Test(arguments: kinds) func slopesAreFiniteDifferences(_ kind: Acquisition) {
        for moments in Self.cases + [Moments(mean: -30, variance: 1), Moments(mean: -8.2, variance: 0.8)] {
            func value(_ mean: Double, _ variance: Double) -> Double {
                kind(Moments(mean: mean, variance: variance), best: 0.8, draw: -0.6).value
            }
            let slopes = kind(moments, best: 0.8, draw: -0.6), h = 1e-5
            let mean = (value(moments.mean + h, moments.variance) - value(moments.mean - h, moments.variance)) / (2 * h)
            let step = h * moments.variance
            let variance = (value(moments.mean, moments.variance + step) - value(moments.mean, moments.variance - step)) / (2 * step)
            #expect(abs(slopes.meanSlope - mean) < 1e-5 * max(1, abs(mean)))
            #expect(abs(slopes.varianceSlope - variance) < 1e-5 * max(1, abs(variance)))
        }
    }

    @Test(arguments: [true, false]) func slopesOfFeasibilityAreFiniteDifferences(isUpper: Bool) {
        for moments in Self.cases + [Moments(mean: 25, variance: 1), Moments(mean: -25, variance: 1)] {
            func value(_ mean: Double, _ variance: Double) -> Double {
                Feasibility.logProbability(Moments(mean: mean, variance: variance), bound: 0.1, isUpper: isUpper).value
            }
            let slopes = Feasibility.logProbability(moments, bound: 0.1, isUpper: isUpper), h = 1e-5
            let mean = (value(moments.mean + h, moments.variance) - value(moments.mean - h, moments.variance)) / (2 * h)
            let variance = (value(moments.mean, moments.variance + h * 0.01) - value(moments.mean, moments.variance - h * 0.01)) / (0.02 * h)
            #expect(abs(slopes.meanSlope - mean) < 1e-5 * max(1, abs(mean)))
            #expect(abs(slopes.varianceSlope - variance) < 1e-4 * max(1, abs(variance)))
        }
    }

    /// Where one formula takes over from another nothing jumps, and far out nothing is lost.
    @Test func tailsAreSmooth() {
        for f in [NormalDistribution.logCumulative, NormalDistribution.logImprovement, NormalDistribution.hazard] {
            let (above, below) = (f(-8 + 1e-9), f(-8 - 1e-9))
            #expect(abs(above - below) < 1e-5 * abs(above))
        }
        // ln Φ(−40) by its asymptotic series to six terms; h(z) ≈ φ(z)/z²·(1 − 3/z² + 15/z⁴).
        let z = -40.0, square = 1 / (z * z)
        let density = -z * z / 2 - 0.5 * log(2 * Double.pi)
        #expect(abs(NormalDistribution.logCumulative(z) - (density - log(40) + log(1 - square + 3 * square * square))) < 1e-8)
        #expect(abs(NormalDistribution.logImprovement(z) - (density + log(square * (1 - 3 * square + 15 * square * square)))) < 1e-6)
    }
}
