import Architectures
import Tensors

/// A trained denoiser of tilted distributions: E[x₀ | x_t] under p(A)·exp(γᵀy(A)), with γ as an input. One pass, no gradient.
public struct TiltedDenoiser: TiltableDenoiser {
    public let space: SearchSpace
    public let properties: [PropertyInfo]
    let configuration: TiltedNetwork.Configuration
    let weights: [Float]
    /// What its workers read in place of the weights, on any thread.
    private let packed: PackedWeights?
    /// How it was trained, as its file says.
    public let about: [String: String]

    init(in space: SearchSpace, properties: [PropertyInfo], configuration: TiltedNetwork.Configuration, weights: [Float], about: [String: String]) {
        (self.space, self.properties, self.configuration, self.weights, self.about) = (space, properties, configuration, weights, about)
        packed = PackedWeights(TiltedNetwork(layout: space.layout, configuration: configuration, samples: 1).plan, weights: weights)
    }

    public var reaches: [TiltReach] { [TiltReach(.network, properties: properties.map(\.name), takesAims: false)] }

    public func tilted(by guidance: Guidance) throws -> any Denoiser {
        try guidance.checkTiltsAlone()
        return Tilted(base: self, tilts: try vector(guidance.tilts))
    }

    private struct Tilted: Denoiser {
        let base: TiltedDenoiser
        let tilts: [Float]
        var space: SearchSpace { base.space }

        func makeWorker() -> any DenoiserWorker { Worker(base, tilts) }
    }

    private final class Worker: DenoiserWorker {
        private let weights, tilts: [Float]
        private let network: TiltedNetwork

        init(_ denoiser: TiltedDenoiser, _ tilts: [Float]) {
            weights = denoiser.weights
            self.tilts = tilts
            network = TiltedNetwork(
                layout: denoiser.space.layout, configuration: denoiser.configuration, samples: Panel.width)
            network.plan.packed = denoiser.packed
        }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            let dimension = network.features.layout.stateDimension
            guard let x = x.baseAddress, let mean = mean.baseAddress else { return }
            tilts.withUnsafeBufferPointer { tilts in
                guard let tilts = tilts.baseAddress else { return }
                for slot in 0..<Panel.width { network.load(slot, x: x + slot * dimension, sigma: sigma, tilts: tilts) }
            }
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
