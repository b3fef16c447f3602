import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// The published scale: the gradient of ŷ = (value − mean)/(100·deviation), times k.
@Suite struct PublishedUnitTests {
    private let sigma = 1.0

    /// Natural value (s + 5)² of a standard score s: its slope over any interval about s is 2(s + 5).
    private func models() throws -> Models {
        let square = try #require(PropertyScale(values: PropertyScale.scores.map { ($0 + 5) * ($0 + 5) }))
        let line = try #require(PropertyScale(values: PropertyScale.scores.map { 7 + 3 * $0 }))
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy")]
        return Models(
            denoiser: ExactDenoiser(of: .nasbench201), predictor: Rescaled(base: ExactPredictor(columns: columns, in: .nasbench201), scales: [square, line]))
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
            denoiser: ExactDenoiser(of: .nasbench201),
            predictor: Rescaled(base: ExactPredictor(columns: [try Figures.accuracy()], in: .nasbench201), scales: [flat]))
        var generator = PhiloxGenerator(seed: 92)
        let guidance = Guidance(tilts: ["baseline_accuracy": 10_000], unit: .published)
        let panel = try GuidedPanel(models, guidance, try generator.noisyCells(sigma: 1), sigma: 1)
        #expect(panel.guided == panel.denoised)
    }
}
