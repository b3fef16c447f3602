import Foundation
import Tensors
import Testing

/// Single steps of Adam with the published constants, against formulas that can be worked out by hand.
@Suite struct AdamStepTests {
    private func optimizer(_ weights: [Float]) -> Optimizer {
        var optimizer = Optimizer(weights: weights)
        optimizer.beta2 = 0.999
        optimizer.averageDecay = 0.9999
        return optimizer
    }

    /// The corrected moments of a first step are g and g², so every weight moves by rate·g/(|g| + ε).
    @Test func theFirstStepIsTheRateTimesTheSign() {
        var optimizer = optimizer([1, -2, 0.5])
        let gradient: [Float] = [0.3, -0.01, 0]
        optimizer.update(gradient: gradient, rate: 0.01)
        for (i, start) in ([1, -2, 0.5] as [Double]).enumerated() {
            let g = Double(gradient[i])
            #expect(abs(Double(optimizer.weights[i]) - (start - 0.01 * g / (abs(g) + 1e-8))) < 1e-6)
            #expect(abs(Double(optimizer.secondMoment[i]) - 0.001 * g * g) < 1e-8)
        }
    }

    /// Second step with gradients a, b: m̂ = (0.09a + 0.1b)/0.19, v̂ = (0.000999a² + 0.001b²)/0.001999.
    @Test func theSecondStep() {
        let (a, b) = (0.4, -0.2)
        var optimizer = optimizer([0])
        optimizer.update(gradient: [Float(a)], rate: 0.01)
        optimizer.update(gradient: [Float(b)], rate: 0.01)
        let mean = (0.09 * a + 0.1 * b) / 0.19
        let square = (0.000999 * a * a + 0.001 * b * b) / 0.001999
        let expected = -0.01 - 0.01 * mean / (square.squareRoot() + 1e-8)
        #expect(abs(Double(optimizer.weights[0]) - expected) < 1e-6)
    }

    @Test func longGradientsAreShortenedToTheClipNorm() {
        var optimizer = optimizer([0, 0])
        optimizer.clipNorm = 0.5
        #expect(optimizer.update(gradient: [3, 4], rate: 0.1) == 5)
        #expect(abs(optimizer.firstMoment[0] - 0.03) < 1e-7 && abs(optimizer.firstMoment[1] - 0.04) < 1e-7)
    }

    /// With the ramp the first decay is 2/11; without it, it is the final one.
    @Test func theAverageRampsOnlyIfAsked() {
        for (ramps, decay) in [(true, 2.0 / 11), (false, 0.9999)] {
            var optimizer = Optimizer(weights: [1], average: [5], firstMoment: [0], secondMoment: [0], step: 0)
            optimizer.averageDecay = 0.9999
            optimizer.rampsAverage = ramps
            optimizer.update(gradient: [0.5], rate: 0)
            #expect(abs(Double(optimizer.average[0]) - (1 + 4 * decay)) < 1e-6)
        }
    }
}
