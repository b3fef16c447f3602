/// Which update moves a state from one noise level to the next.
public enum SamplerKind: String, Sendable, Hashable, CaseIterable {
    /// Ancestral sampling (Ho et al. 2020; for the VE SDE: Song et al. 2021, appendix F).
    case ancestral
    /// The same about a draw of x₀ in place of its estimate, with the covariance that the estimate tells: the optimal covariance of
    /// Analytic-DPM (Bao et al. 2022), for states of one-hot rows.
    case analytic
    /// Euler–Maruyama on the reverse SDE (Song et al. 2021, equation 6).
    case eulerMaruyama = "euler-maruyama"
    /// The discrete chain behind the SDE, reversed (Song et al. 2021, appendix E).
    case reverseDiffusion = "reverse-diffusion"
    /// Euler on the probability-flow ODE: deterministic (Song et al. 2021, equation 13).
    case probabilityFlow = "probability-flow"
    /// Heun's method on the same ODE, with churn if asked (Karras et al. 2022, algorithm 2): second order, two denoiser passes
    /// a step.
    case heun
    /// DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): deterministic, second order.
    case dpmSolver = "dpm-solver++"
    /// No move at all, x_t stays as it is: with the corrector, annealed Langevin dynamics (Song & Ermon 2019, algorithm 1).
    case none

    /// Whether every move between two levels draws noise of a known normal distribution, which twisted guidance can weigh.
    public var drawsNoise: Bool { [.ancestral, .analytic, .eulerMaruyama, .reverseDiffusion].contains(self) }
}

/// Langevin steps at a noise level before the sampler leaves it (Song et al. 2021, algorithms 2 to 5).
public struct Corrector: Sendable, Hashable {
    /// Which norms set the size of a step.
    public enum Norm: String, Sendable, Hashable, CaseIterable {
        /// Its own, so that a sample's path is its own.
        case sample
        /// The batch's mean norms, as published: a sample's path depends on its companions.
        case batch
    }

    /// Langevin steps at each level; each is a denoiser pass.
    public var steps: Int
    /// Signal-to-noise ratio of a step.
    public var ratio: Double
    public var norm: Norm

    public init(steps: Int = 1, ratio: Double = 0.16, norm: Norm = .sample) {
        self.steps = steps
        self.ratio = ratio
        self.norm = norm
    }
}
