import Architectures

/// A predicted property in standard scores.
public struct Prediction: Sendable, Hashable {
    public let mean: Double
    public let deviation: Double
}

/// What one reverse step of one sample saw and did: enough to draw it, to explain it and to fork from it.
public struct Step: Sendable, Hashable {
    /// What its states are of.
    public let space: SearchSpace
    public let index: Int
    /// Noise level of `state`; `state` times its α is the SDE's own x_t.
    public let level: NoiseLevel
    /// Noise level of `next` (0 after the last step).
    public let nextSigma: Double
    /// x̃ = x_t/α, [stateDimension].
    public let state: [Float]
    /// The clean estimate E[x₀ | x̃] in [−1, 1], and with guidance; (·+1)/2 are probabilities. Where a corrector or churn moved
    /// the state first, of the moved one.
    public let denoised, guided: [Float]
    /// Noise level that the estimates were made at: the state's, or with churn a higher one.
    public let estimateSigma: Double
    /// The state after the step.
    public let next: [Float]
    /// ‖(E[x₀|x̃] − x̃)/σ²‖ and ‖∇ log tilt‖, where the estimates were made.
    public let scoreNorm, guidanceNorm: Double
    /// Per property: given x_t at its noise level, and given the clean estimate taken as if it were the architecture.
    public let onState, onEstimate: [Prediction]
    /// Per property: norm of its own part γ_p∇μ_p of the guidance, over the sum of these norms; 0 where γ is 0.
    public let tiltShares: [Double]
    /// Mean entropy of the estimated types, in nats, over nodes that may carry any operation.
    public let entropy: Double

    public var sigma: Double { level.sigma }
    public var alpha: Double { level.alpha }
    /// Time in the SDE.
    public var t: Double { level.t }
}
