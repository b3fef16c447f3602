/// One move inside a reverse step as its formula reads, with the numbers in it:
///
///     result = Σ coefficient·values
public struct StepMove: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A Langevin round x̃ + a·s + √(2a)·z (Song et al. 2021, algorithms 4 and 5).
        case correction(round: Int)
        /// Fresh noise up to σ̂: x̃ + √(σ̂² − σ²)·z (Karras et al. 2022, algorithm 2).
        case churn
        /// The clean estimate bent by guidance: D = x̂₀ + σ²·∇h.
        case guidance
        /// Heun's trial: Euler's step to where the second slope is taken.
        case trial
        /// DPM-Solver++(2M)'s estimate, carried on from the one before.
        case extrapolation
        /// The move to the next noise level.
        case sampler(SamplerKind)
        /// After the last noise level the state becomes the estimate.
        case end
    }

    /// What a term is a multiple of.
    public enum Quantity: Sendable, Hashable, CaseIterable {
        /// x̃ as the move finds it.
        case state
        /// E[x₀ | x̃], without and with guidance.
        case clean, guided
        /// ∇h, the gradient of the log tilt.
        case tilt
        /// (D − x̃)/σ².
        case score
        /// A standard normal draw.
        case noise
        /// How far a draw of x₀ lies from its estimate.
        case spread
        /// (x̃ − D)/σ at the start and at Heun's trial.
        case slope, slopeAhead
        /// The guided estimate of the step before, and DPM-Solver's combination of it with this one.
        case previous, extrapolated
    }

    public struct Term: Sendable, Hashable {
        public let quantity: Quantity
        public let coefficient: Double
        /// [stateDimension]
        public let values: [Float]

        /// What the term adds to an entry of the result.
        public func contribution(_ index: Int) -> Double { coefficient * Double(values[index]) }
    }

    public let kind: Kind
    public let terms: [Term]
    /// What the move came to, as the run itself computed it, [stateDimension].
    public let result: [Float]

    init(_ kind: Kind, _ terms: [(Quantity, Double, [Float])], _ result: [Float]) {
        self.kind = kind
        self.terms = terms.map { Term(quantity: $0.0, coefficient: $0.1, values: $0.2) }
        self.result = result
    }
}
