/// One reverse step of one sample taken apart: everything that entered it, and what the truth would have been.
public struct StepAnatomy: Sendable, Hashable {
    /// The noise level it starts from, and the one it goes to; nil after the last.
    public let level: NoiseLevel
    public let next: NoiseLevel?
    public let sde: SDE
    /// Whether guidance acts at this step.
    public let isSteered: Bool
    /// In the order they were made; what the last comes to is the state after the step.
    public let moves: [StepMove]
    /// The state that the estimate was made of, after corrector and churn, and its noise level.
    public let base: [Float]
    public let estimateSigma: Double
    /// Of `base`: E[x₀ | x̃], ∇ log tilt, and the estimate with guidance, [stateDimension].
    public let clean, tilt, guided: [Float]
    /// The same by the exact posterior, and by the exact posterior of the tilted distribution where that is known.
    public let exactClean, exactGuided: [Float]?
    /// Of the denoiser without a tilt; nil where it has no attention.
    public let attention: AttentionMap?

    /// An entry of the score (E[x₀ | x̃] − x̃)/σ² of an estimate of `base`.
    public func score(_ estimate: [Float], _ index: Int) -> Double {
        (Double(estimate[index]) - Double(base[index])) / (estimateSigma * estimateSigma)
    }
}
