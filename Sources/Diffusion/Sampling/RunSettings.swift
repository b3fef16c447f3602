/// Everything that, with the models, determines a run bit for bit.
public struct RunSettings: Sendable, Hashable {
    public var seed: UInt64
    public var sampler: Sampler
    /// The diffusion that is reversed.
    public var sde: SDE.Kind
    public var schedule: NoiseSchedule
    public var steps: Int
    public var guidance: Guidance
    /// nil: none.
    public var corrector: Corrector?
    /// S_churn of Karras et al. 2022, algorithm 2: how much fresh noise Heun's sampler takes on, over the whole run.
    public var churn: Double

    public init(
        seed: UInt64 = 0, sampler: Sampler = .ancestral, sde: SDE.Kind = .ve,
        schedule: NoiseSchedule = NoiseSchedule(), steps: Int = 20, guidance: Guidance = Guidance(),
        corrector: Corrector? = nil, churn: Double = 0
    ) {
        self.seed = seed
        self.sampler = sampler
        self.sde = sde
        self.schedule = schedule
        self.steps = steps
        self.guidance = guidance
        self.corrector = corrector
        self.churn = churn
    }

    /// The noise levels by step.
    public var levels: [NoiseLevel] { schedule.levels(steps: steps, sde: sde) }

    /// Whether samples depend on the others of their batch.
    public var isCoupled: Bool {
        corrector?.norm == .batch || (guidance.method == .twisted && guidance.isActive)
    }

    /// Denoiser passes of a sample's run. The last step is an estimate and nothing else, whatever the sampler.
    public var passes: Int {
        let moves = max(steps, 1) - 1
        let corrections = (corrector?.steps ?? 0) * (moves + 1)
        return sampler.evaluations * moves + 1 + corrections
    }
}
