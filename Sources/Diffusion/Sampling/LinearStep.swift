import Platform

/// A move that is linear in the state x̃, its clean estimate D = E[x₀ | x̃] (guided or not) and a standard normal draw z:
///
///     x̃' = center·D + spread·(x̃ − D) + noise·z
///
/// Every sampler of one stage is a choice of the three numbers.
public struct LinearStep: Sendable, Hashable {
    public let center, spread, noise: Double

    public init(center: Double, spread: Double, noise: Double = 0) {
        self.center = center
        self.spread = spread
        self.noise = noise
    }

    /// A method defined on x_t, as x_t' = keep·x_t + pull·s + noise·z with the score s = α(D − x̃)/σ_t², written for x̃ = x_t/α.
    init(keep: Double, pull: Double, noise: Double, from: NoiseLevel, to: NoiseLevel) {
        let kept = keep * from.alpha / to.alpha
        let pulled = pull / (from.alpha * to.alpha * from.sigma * from.sigma)
        self.init(center: kept, spread: kept - pulled, noise: noise / to.alpha)
    }

    /// Moves `count` numbers of x̃ in place.
    func move(
        _ x: UnsafeMutablePointer<Float>, denoised: UnsafePointer<Float>, noise z: UnsafePointer<Float>, count: Int
    ) {
        let (center, spread, noise) = (Float(center), Float(spread), Float(noise))
        if noise == 0 {
            for i in 0..<count { x[i] = center * denoised[i] + spread * (x[i] - denoised[i]) }
        } else {
            for i in 0..<count { x[i] = center * denoised[i] + spread * (x[i] - denoised[i]) + noise * z[i] }
        }
    }
}

extension LinearStep {
    /// Ancestral sampling (Ho et al. 2020, algorithm 2; for VE: Song et al. 2021, appendix F): the forward process's exact
    /// conditional N(D + (σ'²/σ²)(x̃ − D), σ'²(1 − σ'²/σ²)) with x₀ replaced by D; the same for every SDE.
    public static func ancestral(from: NoiseLevel, to: NoiseLevel) -> LinearStep {
        let ratio = to.sigma * to.sigma / (from.sigma * from.sigma)
        return LinearStep(center: 1, spread: ratio, noise: to.sigma * (1 - ratio).squareRoot())
    }

    /// Euler–Maruyama on the reverse SDE dx = (c·x − g²·s) dt + g dw (Song et al. 2021, equation 6).
    public static func eulerMaruyama(from: NoiseLevel, to: NoiseLevel, sde: SDE) -> LinearStep {
        let span = from.t - to.t, g = sde.diffusion(from.t)
        return LinearStep(
            keep: 1 - sde.driftCoefficient(from.t) * span, pull: g * g * span, noise: g * span.squareRoot(), from: from, to: to)
    }

    /// One step back along the discrete chain through the two levels (ibid., appendix E, "reverse diffusion"): for VE
    /// G² = σ² − σ'², for VP x_t' = (2 − √(1 − β))·x_t + β·s + √β·z with 1 − β = α²/α'²; sub-VP has no chain, so Euler's step
    /// is taken.
    public static func reverseDiffusion(from: NoiseLevel, to: NoiseLevel, sde: SDE) -> LinearStep {
        switch sde {
        case .ve:
            let gap = from.sigma * from.sigma - to.sigma * to.sigma
            return LinearStep(keep: 1, pull: gap, noise: gap.squareRoot(), from: from, to: to)
        case .vp:
            let beta = chainBeta(from: from, to: to)
            return LinearStep(keep: 2 - from.alpha / to.alpha, pull: beta, noise: beta.squareRoot(), from: from, to: to)
        case .subVP:
            return eulerMaruyama(from: from, to: to, sde: sde)
        }
    }

    /// Euler on the probability-flow ODE dx = (c·x − ½g²·s) dt (ibid., equation 13).
    public static func probabilityFlow(from: NoiseLevel, to: NoiseLevel, sde: SDE) -> LinearStep {
        let span = from.t - to.t, g = sde.diffusion(from.t)
        return LinearStep(
            keep: 1 - sde.driftCoefficient(from.t) * span, pull: g * g / 2 * span, noise: 0, from: from, to: to)
    }

    /// Euler on the same ODE with σ for time, dx̃ = (x̃ − D)/σ dσ (Karras et al. 2022, algorithm 1): exact where D stays.
    public static func euler(from: Double, to: Double) -> LinearStep { LinearStep(center: 1, spread: to / from) }

    /// How far DPM-Solver++(2M) extrapolates an estimate beyond the one before: half the step in λ = −ln σ over the step
    /// before it (Lu et al. 2022, algorithm 2).
    static func extrapolation(before: Double, from: Double, to: Double) -> Double {
        0.5 * log(from / to) / log(before / from)
    }

    /// One Langevin step x_t + a·s + √(2a)·z at a level, a = 2·factor·(ratio·‖z‖/‖s‖)² (Song et al. 2021, algorithms 4 and 5).
    /// - Parameters:
    ///   - norms: ‖D − x̃‖/σ² and ‖z‖
    ///   - factor: 1 for VE, else 1 − β of the chain between the level and the next
    /// - Returns: nil where the score is nothing: it does not say how far to go, so such a sample stays
    static func langevin(sigma: Double, norms: LangevinNorms, ratio: Double, factor: Double) -> LinearStep? {
        guard norms.score > 0 else { return nil }
        let quotient = ratio * norms.noise / norms.score
        let a = 2 * factor * quotient * quotient
        return LinearStep(center: 1, spread: 1 - a / (sigma * sigma), noise: (2 * a).squareRoot())
    }

    /// β of the discrete VP chain that goes from one level to the other in one step.
    static func chainBeta(from: NoiseLevel, to: NoiseLevel) -> Double {
        1 - from.alpha * from.alpha / (to.alpha * to.alpha)
    }
}
