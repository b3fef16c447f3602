import Foundation
import Search
import Testing

/// The evidence of a Gaussian process and its gradient, against SciPy's.
///
/// The numbers are SciPy 1.17's: −ln of `stats.multivariate_normal` of the targets with the covariance of `special.kv`'s Matérn 5/2, a trend and noise, of
/// the priors by `stats.norm`, and of the amplitude's prior exp(−1/a)/a, at the amplitude that `optimize.minimize_scalar` finds. `Scripts/evidence_fixture.py`
/// prints them.
@Suite struct EvidenceTests {
    private static let points = [
        [0.3, -1.2, 0.5], [1.1, 0.4, -0.7], [-0.6, 0.9, 1.3], [0.8, -0.2, 0.1], [-1.4, 0.6, -1.1], [0.2, 1.7, 0.9], [-0.9, -0.8, 0.4],
    ]
    private static let targets = [0.7, -0.4, 1.1, 0.2, -1.6, 0.9, -0.3]

    /// Two groups, of one column and of two, and a trend in the second.
    private static var pairs: GaussianPairs {
        func table(_ f: (_ a: [Double], _ b: [Double]) -> Double) -> [Double] { points.flatMap { a in points.map { f(a, $0) } } }
        return GaussianPairs(
            count: points.count,
            distances: [
                table { 0.5 * pow($0[0] - $1[0], 2) }, table { 0.25 * (pow($0[1] - $1[1], 2) + pow($0[2] - $1[2], 2)) },
            ], products: table { 0.25 * ($0[1] * $1[1] + $0[2] * $1[2]) })
    }

    private static let search = EvidenceSearch(pairs: pairs, targets: targets)

    struct Case: Sendable {
        /// Logarithms of the groups' weights, of the noise and of the trend.
        let point: [Double]
        /// Beyond that at the priors' middle.
        let loss: Double
        let mean, amplitude: Double
        let gradient: [Double]
    }

    static let cases = [
        Case(point: [0, 0, -3.5, -1], loss: 0, mean: -0.130867027, amplitude: 0.771217173, gradient: [0.092840, 0.348578, 0.133010, -0.440844]),
        Case(
            point: [0.7, -0.5, -2, -1.5], loss: 2.055386156, mean: -0.215057253, amplitude: 0.747350221, gradient: [0.697650, -0.356345, 1.888719, -0.545652]),
        Case(
            point: [-1, 1.2, -4, 0.5], loss: 2.082889054, mean: -0.028187332, amplitude: 0.627681616, gradient: [-1.454872, 1.868341, -0.493378, 0.529935]),
        Case(
            point: [1.5, 0.3, -1, -3], loss: 6.410266409, mean: -0.052505323, amplitude: 0.647395156, gradient: [1.562431, 0.416216, 2.853875, -0.941290]),
    ]

    @Test(arguments: cases) func theEvidenceIsSciPys(_ one: Case) {
        let found = Self.search.loss(one.point) - Self.search.loss(Self.cases[0].point)
        #expect(abs(found - one.loss) < 1e-6)
    }

    @Test(arguments: cases) func theEvidencesGradientIsSciPys(_ one: Case) {
        for axis in one.point.indices {
            var (up, down) = (one.point, one.point)
            up[axis] += 1e-4
            down[axis] -= 1e-4
            #expect(abs((Self.search.loss(up) - Self.search.loss(down)) / 2e-4 - one.gradient[axis]) < 2e-5, "axis \(axis)")
        }
    }

    @Test(arguments: cases) func theLikeliestMeanAndAmplitudeAreSciPys(_ one: Case) throws {
        let scales = GaussianScales(weights: Array(one.point[..<2]), noise: one.point[2], trend: one.point[3])
        let factors = try #require(GaussianFactors(Self.pairs, scales: scales, targets: Self.targets))
        #expect(abs(factors.mean - one.mean) < 1e-6 && abs(factors.amplitude - one.amplitude) < 1e-6)
    }

    /// The least that SciPy's `optimize.minimize` finds, at (−0.03, −0.44, −3.63, 0.09), is 0.38258 below the priors' middle.
    @Test func theSearchEndsNearTheLargestEvidence() {
        let found = Self.search.loss(Self.search.best().coordinates) - Self.search.loss(Self.cases[0].point)
        #expect(found > -0.38258 && found < -0.38258 + 0.01)
    }

    @Test func scalesWithoutACovarianceAreRefused() { #expect(Self.search.loss([.nan, 0, -3.5, -1]) == .infinity) }
}
