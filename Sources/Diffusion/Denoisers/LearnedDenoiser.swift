import Architectures
import Tensors

/// A trained denoiser network.
public struct LearnedDenoiser: Denoiser {
    public let space: SearchSpace
    let configuration: DenoiserNetwork.Configuration
    let weights: [Float]
    /// What its workers read in place of the weights, on any thread.
    private let packed: PackedWeights?
    /// How it was trained, as its file says.
    public let about: [String: String]

    init(space: SearchSpace, configuration: DenoiserNetwork.Configuration, weights: [Float], about: [String: String]) {
        (self.space, self.configuration, self.weights, self.about) = (space, configuration, weights, about)
        packed = PackedWeights(DenoiserNetwork(layout: space.layout, configuration: configuration, samples: 1).plan, weights: weights)
    }

    public func makeWorker() -> any DenoiserWorker { Worker(self) }

    private final class Worker: DifferentiableDenoiserWorker, AttentiveDenoiserWorker {
        private let weights: [Float]
        private let network: DenoiserNetwork
        /// Of the panel last denoised: states, and probabilities.
        private let states, probabilities: ScratchOwner
        private var sigma = 1.0

        init(_ denoiser: LearnedDenoiser) {
            weights = denoiser.weights
            network = DenoiserNetwork(
                layout: denoiser.layout, configuration: denoiser.configuration, samples: Panel.width, tracked: true)
            network.plan.packed = denoiser.packed
            let count = Panel.width * denoiser.layout.stateDimension
            states = ScratchOwner(count)
            probabilities = ScratchOwner(count)
        }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let dimension = network.features.layout.stateDimension
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            for slot in 0..<Panel.width { network.load(slot, x: x + slot * dimension, sigma: sigma) }
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                network.run(weights: weights)
            }
            self.sigma = sigma
            states.pointer.update(from: x, count: Panel.width * dimension)
            let p = probabilities.pointer
            for slot in 0..<Panel.width {
                network.probabilities(slot, x: x + slot * dimension, sigma: sigma, into: p + slot * dimension)
            }
            for i in 0..<Panel.width * dimension { mean[i] = 2 * p[i] - 1 }
        }

        func attention(slot: Int) -> AttentionMap { network.attention(of: slot) }

        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
            let dimension = network.features.layout.stateDimension
            guard let cotangent = cotangent.baseAddress, let gradient = gradient.baseAddress else { return }
            network.plan.clearGradients()
            for slot in 0..<Panel.width {
                let (p, slopes) = (probabilities.pointer + slot * dimension, cotangent + slot * dimension)
                network.setProbabilityGradient(slot, probabilities: p, slopes: slopes)
                let output = gradient + slot * dimension
                for i in 0..<dimension { output[i] = 0 }
                network.features.addEvidenceGradient(of: p, slopes, sigma: sigma, to: output)
            }
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                network.plan.backward(weights: weights, weightGradients: nil)
            }
            for slot in 0..<Panel.width {
                let output = gradient + slot * dimension
                network.addInputGradient(slot, x: states.pointer + slot * dimension, sigma: sigma, to: output)
                // The mean is 2p − 1.
                for i in 0..<dimension { output[i] *= 2 }
            }
        }
    }
}
