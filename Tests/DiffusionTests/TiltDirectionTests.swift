import Architectures
import Diffusion
import Testing

@Suite struct TiltDirectionTests {
    private let rising = BenchmarkTable.Column(of: .nasbench201, name: "rise", values: (0..<Cell.count).map(Double.init))
    private let falling = BenchmarkTable.Column(of: .nasbench201, name: "fall", values: (0..<Cell.count).map { -Double($0) })

    @Test func onePropertyIsItsNormalScore() {
        let direction = TiltDirection([rising], weights: [1])
        #expect(direction.scores == NormalScores.of(rising.values))
        #expect(direction.name == "rise" && direction.tilts(2.5) == ["rise": 2.5])
    }

    @Test func severalAreTheirWeightedSum() {
        let direction = TiltDirection([rising, falling], weights: [1, -0.5])
        let scores = NormalScores.of(rising.values)
        #expect(largestDifference(direction.scores, scores.map { 1.5 * $0 }) < 1e-12)
        #expect(direction.name == "rise=1,fall=-0.5" && direction.tilts(-2) == ["rise": -2, "fall": 1])
    }

    @Test func aWeightIsPartOfTheName() {
        #expect(TiltDirection([rising], weights: [-1]).name == "rise=-1")
        #expect(TiltDirection([rising], weights: [0.25]).tilts(4) == ["rise": 1])
    }

    /// A cell without one of the figures has no joint score; the others keep theirs.
    @Test func aMissingFigureLeavesNoScore() {
        var values = falling.values
        values[9] = .nan
        let direction = TiltDirection([rising, BenchmarkTable.Column(of: .nasbench201, name: "fall", values: values)], weights: [1, 1])
        #expect(direction.scores[9].isNaN)
        #expect(direction.scores.count { $0.isNaN } == 1)
    }
}
