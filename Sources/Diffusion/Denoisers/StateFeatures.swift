import Architectures
import CKernels
import Platform
import Tensors

/// What the networks see of a noisy state: the state itself, scaled to unit variance (Karras et al. 2022), and the *local
/// posterior*, which is what each row of V and each slot of E says on its own: softmax(2x/σ²) and sigmoid(2x/σ²). What is left to learn
/// is how they inform each other.
struct StateFeatures: Sendable {
    let layout: GraphLayout
    static let timeCount = 32

    /// c_in = 1/√(σ² + σ_data²), with σ_data = 1 since every entry is ±1.
    static func scale(_ sigma: Double) -> Float { Float(1 / (sigma * sigma + 1).squareRoot()) }

    /// Log-odds that a unit of noisy state is worth: 2/σ².
    static func evidence(_ sigma: Double) -> Float { Float(2 / (sigma * sigma)) }

    /// Fourier features of ¼ ln σ, [timeCount].
    static func time(_ sigma: Double, into output: UnsafeMutablePointer<Float>) {
        let noise = log(sigma) / 4
        for k in 0..<timeCount / 2 {
            let angle = noise * 2 * Double.pi * 0.25 * pow(2, Double(k) * 5 / Double(timeCount / 2 - 1))
            output[2 * k] = Float(sin(angle))
            output[2 * k + 1] = Float(cos(angle))
        }
    }

    /// The local posterior of one state, as probabilities [stateDimension].
    func localPosterior(
        _ x: UnsafePointer<Float>, sigma: Double, scratch: UnsafeMutablePointer<Float>,
        into output: UnsafeMutablePointer<Float>
    ) {
        probabilities(x, sigma: sigma, corrections: nil, scratch: scratch, into: output)
    }

    /// Softmax of each row of V and sigmoid of each slot of E, of the local evidence 2x/σ² plus a network's corrections [stateDimension].
    func probabilities(
        _ x: UnsafePointer<Float>, sigma: Double, corrections: UnsafePointer<Float>?,
        scratch: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>
    ) {
        let evidence = Self.evidence(sigma)
        for i in 0..<layout.stateDimension { scratch[i] = x[i] * evidence }
        if let corrections { dnag_add(scratch, corrections, layout.stateDimension) }
        dnag_softmax(output, scratch, layout.nodeCount, layout.typeCount)
        dnag_sigmoid(output + layout.vertexDimension, scratch + layout.vertexDimension, layout.slots.count)
    }

    /// How many numbers `flat` writes.
    var flatCount: Int { 2 * layout.stateDimension + Self.timeCount }

    /// The scaled state, its local posterior and the noise level as one row, [flatCount].
    func flat(
        _ x: UnsafePointer<Float>, sigma: Double, scratch: UnsafeMutablePointer<Float>,
        into row: UnsafeMutablePointer<Float>
    ) {
        let dimension = layout.stateDimension
        let scale = Self.scale(sigma)
        for i in 0..<dimension { row[i] = x[i] * scale }
        localPosterior(x, sigma: sigma, scratch: scratch, into: row + dimension)
        Self.time(sigma, into: row + 2 * dimension)
    }

    /// Adds to `output` what a gradient on probabilities p = softmax, sigmoid(2x/σ² + …) is as a gradient on x.
    func addEvidenceGradient(
        of probabilities: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>, sigma: Double,
        to output: UnsafeMutablePointer<Float>
    ) {
        logitGradient(of: probabilities, slopes, scale: Self.evidence(sigma)) { output[$0] += $1 }
    }

    /// Calls `body` with each entry's `scale`·(∂/∂logit) of a function of the probabilities that has these slopes.
    @inline(__always)
    func logitGradient(
        of p: UnsafePointer<Float>, _ slopes: UnsafePointer<Float>, scale: Float, _ body: (Int, Float) -> Void
    ) {
        for node in 0..<layout.nodeCount {
            let range = node * layout.typeCount..<(node + 1) * layout.typeCount
            var mean: Float = 0
            for i in range { mean += p[i] * slopes[i] }
            for i in range { body(i, scale * p[i] * (slopes[i] - mean)) }
        }
        for i in layout.vertexDimension..<layout.stateDimension { body(i, scale * p[i] * (1 - p[i]) * slopes[i]) }
    }
}
