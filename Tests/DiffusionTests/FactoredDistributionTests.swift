import Architectures
import Diffusion
import Testing

@Suite struct FactoredDistributionTests {
    /// Moments as the posterior in closed form has them, and shares as draws from it have them.
    @Test(arguments: [[0.0, 0.0], [1.5, 0], [-2, 0.5]]) func isWhatDrawsAre(gammas: [Double]) throws {
        let properties = try FactoredProperty.analytic()
        let distribution = FactoredDistribution(of: .mobilenetv3, Array(zip(properties, gammas)).map { (property: $0, gamma: $1) })
        let prior = zip(gammas, properties).reduce(SearchSpace.mobilenetv3.logPrior) { $0 + $1.0 * $1.1.score }
        let posterior = FactoredPosterior(prior: prior)
        posterior.condition(on: [Float](repeating: 0, count: MobileNet.layout.stateDimension), sigma: 1)
        var random = Repeatable(state: 7)
        let networks = (0..<20_000).map { _ in posterior.drawNetwork { _ in Double.random(in: 0..<1, using: &random) } }
        for property in properties {
            let (mean, deviation) = distribution.moments(property.figure)
            let (truth, variance) = posterior.moments(property.figure)
            #expect(abs(mean - truth) < 1e-9 * abs(truth) && abs(deviation - variance.squareRoot()) < 1e-9 * truth)
            let bins = ScoreBins.usual, score = property.score
            let exact = distribution.probabilities(score, in: bins)
            #expect(abs(exact.reduce(0, +) - 1) < 1e-9)
            let distance = TotalVariation.distance(bins.shares(networks.map { score.value(of: $0) }), exact)
            #expect(distance < 1.5 * TotalVariation.floor(exact, draws: networks.count), "\(property.info.name)")
        }
    }
}

/// A generator that gives the same numbers everywhere (SplitMix64).
private struct Repeatable: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
