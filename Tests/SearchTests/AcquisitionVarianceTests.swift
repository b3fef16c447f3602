import Architectures
import Diffusion
import Foundation
import Search
import Tensors
import Testing

/// The second order of the acquisition's tilt: ∇(γ·E[a] + ½γ²·Var[a]), the variance over independent choices.
///
/// Of a surrogate that is linear in the choices both have a closed form: Σ_sites Σ p·w and Σ_sites (Σ p·w² − (Σ p·w)²).
@Suite struct AcquisitionVarianceTests {
    private let weights = (0..<30).map { Double(($0 * 7) % 11) / 5 - 1 }

    private func probe(sigma: Double, _ states: [[Float]]) throws -> (worker: any PredictorWorker, buffers: Buffers) {
        let (problem, _) = try Figures.problem()
        let model = try #require(
            AcquisitionModel(
                problem, history: try Figures.history(5), surrogate: LinearSurrogate(weights: weights), acquisition: .exploit, seed: 1))
        let worker = AcquisitionPredictor(model, features: problem.space.features, layout: problem.space.layout, seed: 1).makeWorker()
        let buffers = Buffers()
        for (slot, state) in states.enumerated() { for i in 0..<66 { buffers.x[slot * 66 + i] = state[i] } }
        worker.predict(buffers.x, sigma: sigma, means: buffers.means, variances: buffers.variances)
        return (worker, buffers)
    }

    private final class Buffers {
        let x, gradient, means, variances: PanelBuffer
        init() {
            func buffer(_ count: Int) -> PanelBuffer {
                let buffer = PanelBuffer.allocate(capacity: count)
                buffer.initialize(repeating: 0)
                return buffer
            }
            (x, gradient, means, variances) = (buffer(8 * 66), buffer(8 * 66), buffer(8), buffer(8))
        }
        deinit { for buffer in [x, gradient, means, variances] { buffer.deallocate() } }
    }

    /// E and Var of the acquisition of one state, in double precision: each of the six edges chooses by itself.
    private func moments(_ x: [Double], sigma: Double) -> (mean: Double, variance: Double) {
        var mean = 0.0, variance = 0.0
        for edge in 0..<6 {
            let entries = (0..<5).map { x[7 * (edge + 1) + 2 + $0] }
            let raw = sigma <= SampleRun.cleanSigma ? entries.map { ($0 + 1) / 2 + 1e-4 } : entries.map { exp(2 * $0 / (sigma * sigma)) }
            let total = raw.reduce(0, +)
            let first = (0..<5).reduce(0) { $0 + raw[$1] / total * weights[5 * edge + $1] }
            mean += first
            variance += (0..<5).reduce(0) { $0 + raw[$1] / total * pow(weights[5 * edge + $1] - first, 2) }
        }
        return (mean, variance)
    }

    private func states() -> [[Float]] {
        var generator = PhiloxGenerator(seed: 12)
        return (0..<8).map { _ in (0..<66).map { _ in Float(1.6 * generator.uniform() - 0.8) } }
    }

    @Test(arguments: [SampleRun.cleanSigma, 0.7, 1.6]) func meanVarianceAndTiltAreTheClosedForm(sigma: Double) throws {
        let states = states(), (worker, buffers) = try probe(sigma: sigma, states)
        let values = PanelBuffer.allocate(capacity: 8)
        values.initialize(repeating: 0)
        defer { values.deallocate() }
        for (order, share) in [(GuidanceOrder.first, 0.0), (.second, 0.5)] {
            worker.logTilt([1.7], order: order, into: values)
            for (slot, state) in states.enumerated() {
                let truth = moments(state.map(Double.init), sigma: sigma)
                #expect(abs(Double(buffers.means[slot]) - truth.mean) < 1e-4 && abs(Double(buffers.variances[slot]) - truth.variance) < 1e-4)
                #expect(abs(Double(values[slot]) - 1.7 * truth.mean - share * 1.7 * 1.7 * truth.variance) < 5e-4)
            }
        }
    }

    @Test(arguments: [SampleRun.cleanSigma, 0.7, 1.6], [1.7, -2.5]) func theSecondOrderGradientIsTheSlope(sigma: Double, gamma: Double) throws {
        let states = states(), (worker, buffers) = try probe(sigma: sigma, states)
        worker.tiltGradient([Float(gamma)], order: .second, into: buffers.gradient)
        let found = Array(buffers.gradient)
        // The same by what a caller takes of mean and variance.
        for slot in 0..<8 { (buffers.means[slot], buffers.variances[slot]) = (Float(gamma), Float(gamma * gamma / 2)) }
        worker.pullback(means: buffers.means, variances: buffers.variances, into: buffers.gradient)
        for (slot, state) in states.enumerated() {
            for i in 0..<66 {
                func value(_ step: Double) -> Double {
                    var x = state.map(Double.init)
                    x[i] += step
                    let (mean, variance) = moments(x, sigma: sigma)
                    return gamma * mean + 0.5 * gamma * gamma * variance
                }
                let slope = (value(1e-5) - value(-1e-5)) / 2e-5
                #expect(abs(Double(found[slot * 66 + i]) - slope) < 1e-3 * max(1, abs(slope)), "slot \(slot), entry \(i)")
                #expect(abs(Double(buffers.gradient[slot * 66 + i]) - slope) < 1e-3 * max(1, abs(slope)), "slot \(slot), entry \(i)")
            }
        }
    }
}
