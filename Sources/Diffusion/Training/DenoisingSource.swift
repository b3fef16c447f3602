import Architectures
import Tensors

/// Where denoiser training takes noisy states and their truth from: one search space.
protocol DenoisingSource: Sendable {
    var space: SearchSpace { get }
    /// Fills `clean` and `noisy` [stateDimension] and returns the noise level.
    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double
    /// Buffers of one thread.
    func makeTruth() -> any DenoisingTruth
}

protocol DenoisingTruth: AnyObject {
    /// Probabilities of each type of each node and of each slot given a noisy state, [stateDimension].
    func probabilities(given x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>)
}

/// NAS-Bench-201: some or all of its cells.
struct CellSource: DenoisingSource {
    let space = SearchSpace.nasbench201
    private let training, validation: NoisyDraw
    /// nil: all cells alike.
    private let logPrior: [Double]?

    init(codes: [Int], noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: NoisyDraw.Spread) {
        training = NoisyDraw(codes: codes, noise: noise, sigmaRange: sigmaRange, spread: spread)
        validation = NoisyDraw(codes: codes, noise: noise, sigmaRange: sigmaRange, spread: .forward)
        if codes.count == Cell.count {
            logPrior = nil
        } else {
            var prior = [Double](repeating: -.infinity, count: Cell.count)
            for code in codes { prior[code] = 0 }
            logPrior = prior
        }
    }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy).sigma
    }

    func makeTruth() -> any DenoisingTruth { Truth(ExactPosterior(logPrior: logPrior)) }

    private final class Truth: DenoisingTruth {
        private let posterior: ExactPosterior
        init(_ posterior: ExactPosterior) { self.posterior = posterior }

        func probabilities(given x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>) {
            posterior.condition(on: x, sigma: sigma)
            posterior.mean(into: output)
            for i in 0..<Cell.layout.stateDimension { output[i] = min(1, max(0, (output[i] + 1) / 2)) }
        }
    }
}

/// MobileNetV3, by its own distribution.
struct NetworkSource: DenoisingSource {
    let space = SearchSpace.mobilenetv3
    private let training, validation: NetworkDraw

    init(noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: NoisyDraw.Spread) {
        training = NetworkDraw(noise: noise, sigmaRange: sigmaRange, spread: spread)
        validation = NetworkDraw(noise: noise, sigmaRange: sigmaRange, spread: .forward)
    }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy)
    }

    func makeTruth() -> any DenoisingTruth { Truth() }

    private final class Truth: DenoisingTruth {
        private let posterior = FactoredPosterior(of: .mobilenetv3)

        func probabilities(given x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>) {
            posterior.condition(on: x, sigma: sigma)
            posterior.probabilities(into: output)
        }
    }
}
