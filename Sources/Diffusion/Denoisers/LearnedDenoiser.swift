import Architectures
import Tensors

/// A trained denoiser network.
public struct LearnedDenoiser: Denoiser {
    public let layout: GraphLayout
    let configuration: DenoiserNetwork.Configuration
    let weights: [Float]
    /// How it was trained, as its file says.
    public let about: [String: String]

    public func makeWorker() -> any DenoiserWorker { Worker(self) }

    private final class Worker: DenoiserWorker {
        private let weights: [Float]
        private let network: DenoiserNetwork

        init(_ denoiser: LearnedDenoiser) {
            weights = denoiser.weights
            network = DenoiserNetwork(
                layout: denoiser.layout, configuration: denoiser.configuration, samples: Panel.width)
        }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let dimension = network.features.layout.stateDimension
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            for slot in 0..<Panel.width { network.load(slot, x: x + slot * dimension, sigma: sigma) }
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                network.run(weights: weights)
            }
            for slot in 0..<Panel.width {
                network.probabilities(slot, x: x + slot * dimension, sigma: sigma, into: mean + slot * dimension)
            }
            for i in 0..<Panel.width * dimension { mean[i] = 2 * mean[i] - 1 }
        }
    }
}
