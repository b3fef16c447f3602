import Architectures

/// A predicted property in normal scores.
public struct Prediction: Sendable, Hashable {
    public let mean: Double
    public let deviation: Double
}

/// What one reverse step of one sample saw and did: enough to draw it, to explain it and to fork from it.
public struct Step: Sendable, Hashable {
    public let index: Int
    /// Noise level of `state`, and of `next` (0 after the last step).
    public let sigma, nextSigma: Double
    /// x_t, [stateDimension].
    public let state: [Float]
    /// The clean estimate E[x₀ | x_t] in [−1, 1], and with guidance; (·+1)/2 are probabilities.
    public let denoised, guided: [Float]
    /// The state after the step.
    public let next: [Float]
    /// ‖(E[x₀|x_t] − x_t)/σ²‖ and ‖∇ log tilt‖.
    public let scoreNorm, guidanceNorm: Double
    /// Per property: given x_t at its noise level, and given the clean estimate taken as if it were the architecture.
    public let onState, onEstimate: [Prediction]
    /// Per property: norm of its own part γ_p∇μ_p of the guidance, over the sum of these norms; 0 where γ is 0.
    public let tiltShares: [Double]
    /// Mean entropy of the estimated types, in nats, over nodes that may carry any operation.
    public let entropy: Double
}
