/// Which update moves a state from one noise level to the next.
public enum SamplerKind: String, Sendable, Hashable, CaseIterable {
    /// Ancestral sampling (Ho et al. 2020; for the VE SDE: Song et al. 2021, appendix F).
    case ancestral
    /// Euler–Maruyama on the reverse SDE, each step after a Langevin corrector step (Song et al. 2021, algorithm 2):
    /// the published method's predictor–corrector. Two denoiser passes a step.
    case predictorCorrector = "predictor-corrector"
    /// Euler–Maruyama alone.
    case eulerMaruyama = "euler-maruyama"
    /// DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): deterministic, second order.
    case dpmSolver = "dpm-solver++"

    /// Denoiser passes a step.
    public var passes: Int { self == .predictorCorrector ? 2 : 1 }
}

/// Everything that, with the models, determines a run bit for bit.
public struct RunSettings: Sendable, Hashable {
    public var seed: UInt64
    public var sampler: SamplerKind
    public var schedule: NoiseSchedule
    public var steps: Int
    public var guidance: Guidance
    /// Signal-to-noise ratio of the Langevin corrector.
    public var correctorRatio: Double

    public init(
        seed: UInt64 = 0, sampler: SamplerKind = .ancestral, schedule: NoiseSchedule = NoiseSchedule(),
        steps: Int = 20, guidance: Guidance = Guidance(), correctorRatio: Double = 0.16
    ) {
        self.seed = seed
        self.sampler = sampler
        self.schedule = schedule
        self.steps = steps
        self.guidance = guidance
        self.correctorRatio = correctorRatio
    }
}
