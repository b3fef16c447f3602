import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

@Suite struct PropertyScaleTests {
    @Test func figuresComeBackFromTheirScores() throws {
        let figures = try Figures.accuracy().values
        let scale = PropertyScale(of: figures), scores = NormalScores.of(figures)
        let lowest = scale.values[0]  // many cells share it: a plateau, whose score is its middle
        var farthest = 0.0
        for code in stride(from: 0, to: Cell.count, by: 7) where abs(scores[code]) < 3 && figures[code] > lowest {
            farthest = max(farthest, abs(scale.score(of: figures[code]) - scores[code]))
        }
        // The map is piecewise linear over steps of 1/32, so a score is right to within one.
        #expect(farthest > 0 && farthest < 1.0 / 32)
    }

    @Test func scoreAndValueAreInverse() {
        var generator = PhiloxGenerator(seed: 3)
        let scale = PropertyScale(of: (0..<5000).map { _ in generator.normal() * 3 + 90 })
        for k in -380...380 {
            let score = Double(k) / 100
            let value = scale.value(at: score)
            if value > scale.values[0], value < scale.values[256] {
                #expect(abs(scale.value(at: scale.score(of: value)) - value) < 1e-9)
            }
        }
    }

    /// Rank (p·n − ½) of sorted figures, between neighbours: Φ(0) = ½ of 1…9 is their median.
    @Test func valuesAreQuantiles() {
        let scale = PropertyScale(of: [9, 2, 7, 4, 5, 6, 3, 8, 1, .nan])
        #expect(abs(scale.value(at: 0) - 5) < 1e-12)
        #expect(scale.value(at: -4) == 1 && scale.value(at: 4) == 9)
        #expect(scale.value(at: -50) == 1 && scale.value(at: .infinity) == 9 && scale.value(at: -.infinity) == 1)
        #expect(abs(scale.value(at: 0.5) - (0.6914624612740131 * 9 + 0.5)) < 1e-9)
        #expect(scale.value(at: .nan).isNaN && scale.score(of: .nan).isNaN)
        #expect(scale.score(of: 0) == -4 && scale.score(of: 10) == 4)
    }

    @Test func neitherDirectionEverFalls() {
        var generator = PhiloxGenerator(seed: 14)
        for _ in 0..<40 {
            let count = 1 + Int(generator.next() % 60)
            let figures = (0..<count).map { _ in
                (generator.normal() * 4).rounded() * (generator.uniform() < 0.2 ? 1e9 : 0.1)
            }
            let scale = PropertyScale(of: figures)
            #expect(PropertyScale(values: scale.values) == scale)  // a file may carry it
            let values = stride(from: -5.0, through: 5, by: 0.013).map(scale.value)
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
            let scores = values.map(scale.score)
            #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(scores.allSatisfy { $0 >= -4 && $0 <= 4 })
        }
    }

    @Test func aPlateauHasTheScoreOfItsMiddle() {
        let scale = PropertyScale(of: [1, 2, 2, 2, 3])
        #expect(abs(scale.score(of: 2)) < 1e-12)
        let constant = PropertyScale(of: [6])
        #expect(constant.score(of: 6) == 0 && constant.value(at: 1.5) == 6)
    }

    @Test func valuesThatFallOrAreNoNumbersAreRefused() {
        var values = (0...256).map(Double.init)
        #expect(PropertyScale(values: values) != nil)
        #expect(PropertyScale(values: Array(values.dropLast())) == nil)
        values[100] = 98
        #expect(PropertyScale(values: values) == nil)
        values[100] = .infinity
        #expect(PropertyScale(values: values) == nil)
    }

    /// Means and deviations of a truncated standard normal's natural value; truncation at ±4 costs 5·10⁻⁴ of the variance.
    @Test func momentsOfScales() throws {
        let line = try #require(PropertyScale(values: PropertyScale.scores.map { 7 + 3 * $0 }))
        #expect(abs(line.moments.mean - 7) < 1e-9)
        let density = exp(-8.0) / (2 * Double.pi).squareRoot(), mass = erf(4 / 2.0.squareRoot())
        let variance = 1 - 8 * density / mass
        #expect(abs(line.moments.deviation - 3 * variance.squareRoot()) < 1e-4)
        // E[e^s; |s| < 4] = √e·(Φ(3) − Φ(−5)) / (2Φ(4) − 1), and e²·(Φ(2) − Φ(−6)) for its square.
        func phi(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
        let curve = try #require(PropertyScale(values: PropertyScale.scores.map(exp)))
        let mean = exp(0.5) * (phi(3) - phi(-5)) / mass, square = exp(2.0) * (phi(2) - phi(-6)) / mass
        #expect(abs(curve.moments.mean - mean) < 2e-3)
        #expect(abs(curve.moments.deviation - (square - mean * mean).squareRoot()) < 6e-3)
        let flat = PropertyScale(of: [6])
        #expect(abs(flat.moments.mean - 6) < 1e-12 && flat.moments.deviation < 1e-12)
    }

    @Test func slopesOfScales() throws {
        let line = try #require(PropertyScale(values: PropertyScale.scores.map { 7 + 3 * $0 }))
        for score in [-3.5, -0.01, 0, 1.234, 3.8] { #expect(abs(line.slope(at: score) - 3) < 1e-9) }
        let square = try #require(PropertyScale(values: PropertyScale.scores.map { ($0 + 5) * ($0 + 5) }))
        for score in [-3.7, -1.01, 0, 2.345] { #expect(abs(square.slope(at: score) - 2 * (score + 5)) < 1e-9) }
        #expect(abs(square.slope(at: 4) - (81 - 8.875 * 8.875) / 0.25) < 1e-9)  // half of the quarter is beyond the end
        for beyond in [4.2, -9, .infinity, -.infinity] { #expect(square.slope(at: beyond) == 0) }
        // A step is spread over a quarter of a score.
        let steps = try #require(PropertyScale(values: PropertyScale.scores.map { $0 < 1 ? 0 : 10 }))
        #expect(steps.slope(at: 1.05) == 40 && steps.slope(at: 1.3) == 0 && steps.slope(at: 0.5) == 0)
    }

    /// Standardised properties reach further than ±4 deviations; ranks end there.
    @Test func straightLinesGoOn() throws {
        let line = PropertyScale(line: { 40 + 6.5 * $0 })
        for score in [-7.5, -4, -0.3, 0, 4, 5.7] {
            #expect(abs(line.value(at: score) - 40 - 6.5 * score) < 1e-9)
            #expect(abs(line.score(of: 40 + 6.5 * score) - score) < 1e-9)
            #expect(abs(line.slope(at: score) - 6.5) < 1e-9)
        }
        #expect(try #require(PropertyScale(values: line.values)) == line)
        let ranked = PropertyScale(of: (0..<100).map(Double.init))
        #expect(ranked.value(at: 9) == ranked.values.last && ranked.score(of: 1_000) == 4)
        let flat = PropertyScale(line: { _ in 3 })
        #expect(flat.value(at: 8) == 3 && flat.score(of: 3) == 0)
    }
}
