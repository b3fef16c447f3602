import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// The published scale: the gradient of ŷ = (value − mean)/(100·deviation), times k.
@Suite struct PublishedUnitTests {
    private let sigma = 1.0

    /// Natural value (s + 5)² of a normal score s: its slope over any interval about s is 2(s + 5).
    private func models() throws -> Models {
        let square = try #require(PropertyScale(values: PropertyScale.scores.map { ($0 + 5) * ($0 + 5) }))
        let line = try #require(PropertyScale(values: PropertyScale.scores.map { 7 + 3 * $0 }))
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy")]
        return Models(
            denoiser: ExactDenoiser(), predictor: Rescaled(base: ExactPredictor(columns: columns), scales: [square, line]))
    }

    /// Var[(s + 5)²] = Var[s² + 10s] = 102 for a standard normal s; and the line's deviation is 3.
    @Test(arguments: GuidanceOrder.allCases) func gradientIsThatOfTheNaturalValue(order: GuidanceOrder) throws {
        let k = [2000.0, -500]
        let guidance = Guidance(tilts: ["baseline_accuracy": k[0], "analog_accuracy": k[1]], order: order, unit: .published)
        let scores = [try Figures.accuracy(), try Figures.column("analog_accuracy")].map { NormalScores.of($0.values) }
        var generator = PhiloxGenerator(seed: 91)
        let states = try generator.noisyCells(sigma: sigma)
        let found = try GuidedPanel(try models(), guidance, states, sigma: sigma)
        let coordinates = Array(stride(from: 2, to: 66, by: 9))
        for slot in [0, 4] {
            let truth = coordinates.map { i in
                slope(states[slot].map(Double.init), i, step: 1e-4) { x in
                    let posterior = BruteForcePosterior(x, sigma: sigma)
                    let (first, second) = (posterior.moments(scores[0]).mean, posterior.moments(scores[1]).mean)
                    return k[0] * (first + 5) * (first + 5) / (100 * 102.0.squareRoot()) + k[1] * second / 100
                }
            }
            // The scale ends at ±4 scores, which costs the deviation a thousandth.
            #expect(largestDifference(coordinates.map { found.gradient[slot][$0] }, truth) < 3e-3 * norm(truth))
            for i in 0..<66 {
                let guided = Double(found.denoised[slot][i]) + sigma * sigma * found.gradient[slot][i]
                #expect(abs(Double(found.guided[slot][i]) - guided) < 1e-5 * max(1, abs(guided)))
            }
        }
    }

    /// A scale without spread has no unit: nothing is climbed.
    @Test func aConstantIsNotClimbed() throws {
        let flat = PropertyScale(of: [6])
        let models = Models(
            denoiser: ExactDenoiser(),
            predictor: Rescaled(base: ExactPredictor(columns: [try Figures.accuracy()]), scales: [flat]))
        var generator = PhiloxGenerator(seed: 92)
        let panel = try GuidedPanel(
            models, Guidance(tilts: ["baseline_accuracy": 10_000], unit: .published), try generator.noisyCells(sigma: 1), sigma: 1)
        #expect(panel.guided == panel.denoised)
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
        #expect(abs(line.slope(at: 4) - 1.5) < 1e-9)  // half of the quarter is beyond the end
        for beyond in [4.2, -9, .infinity, -.infinity] { #expect(line.slope(at: beyond) == 0) }
        let square = try #require(PropertyScale(values: PropertyScale.scores.map { ($0 + 5) * ($0 + 5) }))
        for score in [-3.7, -1.01, 0, 2.345] { #expect(abs(square.slope(at: score) - 2 * (score + 5)) < 1e-9) }
        // A step is spread over a quarter of a score.
        let steps = try #require(PropertyScale(values: PropertyScale.scores.map { $0 < 1 ? 0 : 10 }))
        #expect(steps.slope(at: 1.05) == 40 && steps.slope(at: 1.3) == 0 && steps.slope(at: 0.5) == 0)
    }
}
