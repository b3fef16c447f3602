import Architectures
import Diffusion
import Tensors
import Testing

@Suite struct TiltDirectionTests {
    private let rising = BenchmarkTable.Column(of: .nasbench201, name: "rise", values: (0..<Cell.count).map(Double.init))
    private let falling = BenchmarkTable.Column(of: .nasbench201, name: "fall", values: (0..<Cell.count).map { -Double($0) })

    @Test func onePropertyIsItsNormalScore() {
        let direction = TiltDirection([rising], weights: [1])
        #expect(direction.scores == NormalScores.of(rising.values))
        #expect(direction.name == "rise" && direction.tilts(2.5) == ["rise": 2.5])
    }

    @Test func severalAreTheirWeightedSum() throws {
        let direction = TiltDirection([rising, falling], weights: [1, -0.5])
        let scores = NormalScores.of(rising.values)
        #expect(largestDifference(try #require(direction.scores), scores.map { 1.5 * $0 }) < 1e-12)
        #expect(direction.name == "rise=1,fall=-0.5" && direction.tilts(-2) == ["rise": -2, "fall": 1])
    }

    @Test func aWeightIsPartOfTheName() {
        #expect(TiltDirection([rising], weights: [-1]).name == "rise=-1")
        #expect(TiltDirection([rising], weights: [0.25]).tilts(4) == ["rise": 1])
    }

    /// A cell without one of the figures has no joint score; the others keep theirs.
    @Test func aMissingFigureLeavesNoScore() throws {
        var values = falling.values
        values[9] = .nan
        let direction = TiltDirection([rising, BenchmarkTable.Column(of: .nasbench201, name: "fall", values: values)], weights: [1, 1])
        let scores = try #require(direction.scores)
        #expect(scores[9].isNaN && scores.count { $0.isNaN } == 1)
    }

    /// Of a space of blocks: draws that are exact have the exact means, and are as far from the distribution as draws are.
    @Test(arguments: [0.0, 2, -3]) func sumsOverBlocksHaveAnExactTilt(gamma: Double) throws {
        let properties = try FactoredProperty.analytic(), direction = TiltDirection(properties, weights: [1, -0.5])
        let score = properties[0].score + -0.5 * properties[1].score
        let posterior = FactoredPosterior(prior: SearchSpace.mobilenetv3.logPrior + gamma * score)
        posterior.condition(on: [Float](repeating: 0, count: MobileNet.layout.stateDimension), sigma: 1)
        var random = PhiloxGenerator(seed: 4)
        let samples = (0..<4_000).map { _ in GeneratedSample(posterior.drawNetwork { _ in random.uniform() }.state, of: .mobilenetv3) }
        let report = TiltReport(samples, gamma: gamma, direction: direction)
        let moments = posterior.moments(score)
        #expect(report.counted == 4_000 && report.validity == 1 && abs(report.score.exact - moments.mean) < 1e-9)
        #expect(abs(report.score.sampled - moments.mean) < 4 * (moments.variance / 4_000).squareRoot())
        #expect(abs(report.values[0].exact - posterior.moments(properties[0].figure).mean) < 1e-9)
        #expect(report.totalVariation < 1.5 * report.totalVariationFloor.upper)
        #expect(direction.name == "params_m=1,macs_m=-0.5" && direction.scores == nil)
    }
}
