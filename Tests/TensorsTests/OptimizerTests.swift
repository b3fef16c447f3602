import Foundation
import Tensors
import Testing

@Suite struct OptimizerTests {
    /// AdamW (Loshchilov & Hutter 2019, algorithm 2) with clipping by norm and the warmed-up average, in double precision.
    private struct Reference {
        var weights, average, m, v: [Double]
        var step = 0
        var decay = 0.0, clip = 1.0, averageDecay = 0.999

        init(_ weights: [Float]) {
            self.weights = weights.map(Double.init)
            average = self.weights
            m = weights.map { _ in 0 }
            v = m
        }

        mutating func update(_ gradient: [Float], rate: Double) {
            step += 1
            let norm = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            let averaging = min(averageDecay, Double(1 + step) / Double(10 + step))
            for i in weights.indices {
                let g = Double(gradient[i]) * (norm > clip ? clip / norm : 1)
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.99 * v[i] + 0.01 * g * g
                let corrected = (m[i] / (1 - pow(0.9, Double(step))), v[i] / (1 - pow(0.99, Double(step))))
                weights[i] -= rate * (corrected.0 / (corrected.1.squareRoot() + 1e-8) + decay * weights[i])
                average[i] = averaging * average[i] + (1 - averaging) * weights[i]
            }
        }
    }

    private func draw(_ count: Int, _ generator: inout PhiloxGenerator, scale: Double) -> [Float] {
        (0..<count).map { _ in Float(scale * (2 * generator.uniform() - 1)) }
    }

    @Test(arguments: [0, 0.1] as [Float]) func followsAdamW(decay: Float) {
        var generator = PhiloxGenerator(seed: 8)
        let start = draw(37, &generator, scale: 1)
        var optimizer = Optimizer(weights: start), reference = Reference(start)
        optimizer.decay = decay
        optimizer.averageDecay = 0.9
        reference.decay = Double(decay)
        reference.averageDecay = 0.9
        for step in 0..<120 {
            // Norms from far below the clipping threshold of 1 to far above it.
            let gradient = draw(37, &generator, scale: pow(10, Double(step % 5) - 3))
            optimizer.update(gradient: gradient, rate: 0.01)
            reference.update(gradient, rate: 0.01)
        }
        #expect(optimizer.step == 120)
        for i in start.indices {
            #expect(abs(Double(optimizer.weights[i]) - reference.weights[i]) < 2e-5)
            #expect(abs(Double(optimizer.average[i]) - reference.average[i]) < 2e-5)
            #expect(abs(Double(optimizer.firstMoment[i]) - reference.m[i]) < 1e-6)
            #expect(abs(Double(optimizer.secondMoment[i]) - reference.v[i]) < 1e-6)
        }
    }

    @Test func clippingKeepsTheDirection() {
        var clipped = Optimizer(weights: [0, 0]), given = Optimizer(weights: [0, 0])
        #expect(clipped.update(gradient: [30, 40], rate: 0.1) == 50)
        #expect(abs(given.update(gradient: [0.6, 0.8], rate: 0.1) - 1) < 1e-7)
        for i in 0..<2 { #expect(abs(clipped.firstMoment[i] - given.firstMoment[i]) < 1e-7) }
        #expect(abs(clipped.firstMoment[0] - 0.06) < 1e-7 && abs(clipped.firstMoment[1] - 0.08) < 1e-7)
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity]) func aGradientThatIsNoNumberChangesNothing(bad: Float) {
        var optimizer = Optimizer(weights: [1, 2, 3])
        optimizer.update(gradient: [0.1, -0.2, 0.3], rate: 0.1)
        let before = optimizer
        let norm = optimizer.update(gradient: [0, bad, 0], rate: 0.1)
        #expect(!norm.isFinite)
        #expect(optimizer.weights == before.weights && optimizer.average == before.average)
        #expect(optimizer.firstMoment == before.firstMoment && optimizer.secondMoment == before.secondMoment)
        #expect(optimizer.step == 1)
    }

    @Test func theAverageForgetsItsStartAndThenDecays() {
        // With a rate of zero and decay the weights stay put, so the average's own motion shows: it is w + c·Π(decay).
        var optimizer = Optimizer(weights: [1], average: [5], firstMoment: [0], secondMoment: [0], step: 0)
        var distance = 4.0
        for step in 1...30 {
            optimizer.update(gradient: [0.5], rate: 0)
            distance *= min(0.999, Double(1 + step) / Double(10 + step))
            #expect(abs(Double(optimizer.average[0]) - 1 - distance) < 1e-5)
        }
        var late = Optimizer(weights: [1], average: [5], firstMoment: [0], secondMoment: [0], step: 1_000_000)
        late.update(gradient: [0.5], rate: 0)
        #expect(abs(late.average[0] - (1 + 4 * 0.999)) < 1e-6)
    }

    @Test func aStateCarriedOverGoesOnExactly() {
        var generator = PhiloxGenerator(seed: 2)
        var straight = Optimizer(weights: [0.3, -0.1, 2])
        let gradients = (0..<10).map { _ in draw(3, &generator, scale: 1) }
        for gradient in gradients.prefix(5) { straight.update(gradient: gradient, rate: 0.01) }
        var carried = Optimizer(
            weights: straight.weights, average: straight.average, firstMoment: straight.firstMoment,
            secondMoment: straight.secondMoment, step: straight.step)
        for gradient in gradients.suffix(5) {
            straight.update(gradient: gradient, rate: 0.01)
            carried.update(gradient: gradient, rate: 0.01)
        }
        #expect(carried.weights == straight.weights && carried.average == straight.average)
    }
}
