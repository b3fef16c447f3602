import Architectures
import Tensors

/// The tilt-conditioned denoiser's network: residual layers over the flat state, its local posterior, the noise level and the tilts.
///
/// A tilt γ·y is a function of all operations together, which no pair of nodes shows alone, so every layer sees the whole cell. One head
/// corrects the local evidence, as in `DenoiserNetwork`: what is left to learn is the prior and its tilt.
struct TiltedNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width = 384
        var blocks = 3
        var properties: Int
        /// Tilts are shown in units of this, and their size once more on a scale that tells small ones apart.
        static let tiltUnit: Float = 8
        static let smallTilt: Float = 1.5
    }

    let features: StateFeatures
    let plan: Plan
    private let properties: Int
    private let input, head: Value
    private let scratch: ScratchOwner

    init(layout: GraphLayout, configuration: Configuration, samples: Int) {
        features = StateFeatures(layout: layout)
        properties = configuration.properties
        var builder = PlanBuilder()
        input = builder.input(rows: samples, columns: features.flatCount + 2 * properties)
        let h = builder.residualTrunk(
            input, width: configuration.width, blocks: configuration.blocks)
        head = builder.linear(h, "head", outputs: layout.stateDimension, gain: 0)
        plan = Plan(builder)
        scratch = ScratchOwner(layout.stateDimension)
    }

    /// Writes sample `index` of the batch into the network's input. - Parameter tilts: γ of each property, [properties]
    func load(_ index: Int, x: UnsafePointer<Float>, sigma: Double, tilts: UnsafePointer<Float>) {
        guard let row = plan.buffer(input).baseAddress.map({ $0 + index * input.columns }) else { return }
        features.flat(x, sigma: sigma, scratch: scratch.pointer, into: row)
        let rest = row + features.flatCount
        for p in 0..<properties {
            rest[p] = tilts[p] / Configuration.tiltUnit
            rest[properties + p] = tilts[p] / (Configuration.smallTilt + abs(tilts[p]))
        }
    }

    func run(weights: UnsafePointer<Float>) { plan.forward(weights: weights) }

    /// Reads sample `index`: probabilities [stateDimension] of each type of each node, and of each slot.
    func probabilities(
        _ index: Int, x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>
    ) {
        guard let corrections = plan.buffer(head).baseAddress.map({ $0 + index * head.columns }) else { return }
        features.probabilities(x, sigma: sigma, corrections: corrections, scratch: scratch.pointer, into: output)
    }

    /// Writes the gradient of the cross-entropy for one sample, `weight`·(p − target), on the head.
    func setLossGradient(_ index: Int, difference: UnsafePointer<Float>, weight: Float) {
        let slopes = plan.gradient(head)
        for i in 0..<head.columns { slopes[index * head.columns + i] = weight * difference[i] }
    }
}
