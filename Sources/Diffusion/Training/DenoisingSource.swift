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
    /// Probabilities of each type of each node and of each slot given each noisy state, [states][stateDimension].
    /// - Parameters:
    ///   - x: [states][stateDimension]
    ///   - sigmas: a noise level a state
    func probabilities(given x: UnsafePointer<Float>, sigmas: [Double], into output: UnsafeMutablePointer<Float>)
}

/// A listed space: some or all of its architectures.
struct ListedSource: DenoisingSource {
    let space: SearchSpace
    private let training, validation: NoisyDraw
    /// nil: all architectures alike.
    private let logPrior: [Double]?

    init(places: [Int], of space: SearchSpace, noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: NoisyDraw.Spread) {
        self.space = space
        training = NoisyDraw(places: places, of: space, noise: noise, sigmaRange: sigmaRange, spread: spread)
        validation = NoisyDraw(places: places, of: space, noise: noise, sigmaRange: sigmaRange, spread: .forward)
        let count = space.list?.count ?? 0
        if places.count == count {
            logPrior = nil
        } else {
            var prior = [Double](repeating: -.infinity, count: count)
            for place in places { prior[place] = 0 }
            logPrior = prior
        }
    }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy).sigma
    }

    func makeTruth() -> any DenoisingTruth { Truth(ListedPosterior(of: space, logPrior: logPrior)) }

    private final class Truth: DenoisingTruth {
        private let posterior: ListedPosterior
        init(_ posterior: ListedPosterior) { self.posterior = posterior }

        func probabilities(given x: UnsafePointer<Float>, sigmas: [Double], into output: UnsafeMutablePointer<Float>) {
            let dimension = posterior.space.layout.stateDimension
            for first in stride(from: 0, to: sigmas.count, by: Panel.width) {
                let slots = 0..<min(Panel.width, sigmas.count - first)
                for slot in slots { posterior.load(slot, x + (first + slot) * dimension, sigma: sigmas[first + slot]) }
                posterior.compute()
                posterior.gather(posterior.weights)
                for slot in slots {
                    let row = output + (first + slot) * dimension
                    posterior.mean(slot, into: row)
                    for i in 0..<dimension { row[i] = min(1, max(0, (row[i] + 1) / 2)) }
                }
            }
        }
    }
}

/// A space of blocks, by its own distribution.
struct FactoredSource: DenoisingSource {
    let space: SearchSpace
    private let training, validation: FactoredDraw

    init(of space: SearchSpace, noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: NoisyDraw.Spread) {
        self.space = space
        training = FactoredDraw(of: space, noise: noise, sigmaRange: sigmaRange, spread: spread)
        validation = FactoredDraw(of: space, noise: noise, sigmaRange: sigmaRange, spread: .forward)
    }

    func draw(
        forValidation: Bool, step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        (forValidation ? validation : training).draw(step: step, sample: sample, clean: clean, noisy: noisy)
    }

    func makeTruth() -> any DenoisingTruth { Truth(FactoredPosterior(of: space)) }

    private final class Truth: DenoisingTruth {
        private let posterior: FactoredPosterior
        init(_ posterior: FactoredPosterior) { self.posterior = posterior }

        func probabilities(given x: UnsafePointer<Float>, sigmas: [Double], into output: UnsafeMutablePointer<Float>) {
            let dimension = posterior.space.layout.stateDimension
            for (place, sigma) in sigmas.enumerated() {
                posterior.condition(on: x + place * dimension, sigma: sigma)
                posterior.probabilities(into: output + place * dimension)
            }
        }
    }
}
