/// One reverse step of one sample taken apart: everything that entered it, and what the truth would have been.
public struct StepAnatomy: Sendable, Hashable {
    public let crossing: Crossing
    /// What the letters in its moves are called.
    public let letters: Letters
    /// Whether guidance acts at this step.
    public let isSteered: Bool
    /// In the order they were made; what the last comes to is the state after the step.
    public let moves: [StepMove]
    /// The state that the estimate was made of, after corrector and churn.
    public let base: [Float]
    /// Of `base`: E[x₀ | x̃], ∇ log tilt, and the estimate with guidance, [stateDimension].
    public let clean, tilt, guided: [Float]
    /// The same by the exact posterior, and by the exact posterior of the tilted distribution where that is known.
    public let exactClean, exactGuided: [Float]?
    /// Of the denoiser without a tilt; nil where it has no attention.
    public let attention: AttentionMap?

    /// The noise level of `base`.
    public var estimateSigma: Double { crossing.sigma }

    /// An entry of the score (E[x₀ | x̃] − x̃)/σ² of an estimate of `base`.
    public func score(_ estimate: [Float], _ index: Int) -> Double {
        (Double(estimate[index]) - Double(base[index])) / (estimateSigma * estimateSigma)
    }
}
