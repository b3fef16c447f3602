import Architectures
import CKernels
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        let evidence = Self.evidence(sigma)
        for i in 0..<layout.stateDimension { scratch[i] = x[i] * evidence }
        dnag_softmax(output, scratch, layout.nodeCount, layout.typeCount)
        dnag_sigmoid(output + layout.vertexDimension, scratch + layout.vertexDimension, layout.slots.count)
    }
}
