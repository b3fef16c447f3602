import Platform

/// A forward diffusion dx = c(t)·x dt + g(t) dw over t in (0, 1], and what follows from it (Song et al. 2021,
/// "Score-based generative modeling through stochastic differential equations").
public enum SDE: Sendable, Hashable {
    /// Variance exploding: α = 1, σ = σmin·(σmax/σmin)^t.
    case ve(sigmaMin: Double, sigmaMax: Double)
    /// Variance preserving: β(t) = βmin + t(βmax − βmin), α² + σ² = 1.
    case vp(betaMin: Double, betaMax: Double)
    /// Sub-VP: the same α, with σ = 1 − α².
    case subVP(betaMin: Double, betaMax: Double)

    /// α(t) in x_t = α x₀ + σ ε.
    public func meanCoefficient(_ t: Double) -> Double {
        switch self {
        case .ve: 1
        case .vp, .subVP: exp(-integral(t) / 2)
        }
    }

    /// σ(t) in x_t = α x₀ + σ ε.
    public func deviation(_ t: Double) -> Double {
        switch self {
        case .ve(let low, let high): low * pow(high / low, t)
        case .vp: (-expm1(-integral(t))).squareRoot()
        case .subVP: -expm1(-integral(t))
        }
    }

    /// c(t).
    public func driftCoefficient(_ t: Double) -> Double {
        switch self {
        case .ve: 0
        case .vp, .subVP: -beta(t) / 2
        }
    }

    /// g(t).
    public func diffusion(_ t: Double) -> Double {
        switch self {
        case .ve(let low, let high): deviation(t) * (2 * log(high / low)).squareRoot()
        case .vp: beta(t).squareRoot()
        case .subVP: (beta(t) * -expm1(-2 * integral(t))).squareRoot()
        }
    }

    /// What the published networks are told as time: σ(t) for VE, else 999·t.
    public func timeInput(_ t: Double) -> Double {
        switch self {
        case .ve: deviation(t)
        case .vp, .subVP: 999 * t
        }
    }

    /// What the published score network's output is multiplied by to be the score: 1 for VE, else −1/σ(t).
    public func scoreFactor(_ t: Double) -> Double {
        switch self {
        case .ve: 1
        case .vp, .subVP: -1 / deviation(t)
        }
    }

    /// The step of the discrete chain that the SDE is the limit of, x_i = x_{i−1} + f·x_{i−1} + G·z, at the level that belongs to t.
    /// VE: Song & Ermon 2019, VP: Ho et al. 2020; sub-VP has none, so Euler's is taken.
    /// - Parameter steps: N, how many levels the chain has
    public func discretized(_ t: Double, steps: Int) -> (f: Double, g: Double) {
        switch self {
        case .ve:
            let level = level(t, steps)
            let sigma = sigma(ofLevel: level, steps)
            let before = level == 0 ? 0 : self.sigma(ofLevel: level - 1, steps)
            return (0, (sigma * sigma - before * before).squareRoot())
        case .vp:
            let beta = discreteBeta(t, steps)
            return ((1 - beta).squareRoot() - 1, beta.squareRoot())
        case .subVP:
            return (driftCoefficient(t) / Double(steps), diffusion(t) / Double(steps).squareRoot())
        }
    }

    /// What the Langevin corrector's step size is multiplied by: 1 for VE, else 1 − β of the discrete chain.
    public func correctorFactor(_ t: Double, steps: Int) -> Double {
        switch self {
        case .ve: 1
        case .vp, .subVP: 1 - discreteBeta(t, steps)
        }
    }

    /// β(t); 0 for VE.
    private func beta(_ t: Double) -> Double {
        switch self {
        case .ve: 0
        case .vp(let low, let high), .subVP(let low, let high): low + t * (high - low)
        }
    }

    /// ∫₀ᵗ β; 0 for VE.
    func integral(_ t: Double) -> Double {
        switch self {
        case .ve: 0
        case .vp(let low, let high), .subVP(let low, let high): t * low + t * t / 2 * (high - low)
        }
    }

    /// ⌊t(N − 1)⌋, in single precision as published: t comes from a grid of single-precision numbers.
    private func level(_ t: Double, _ steps: Int) -> Int {
        max(0, min(steps - 1, Int(Float(t) * Float(steps - 1))))
    }

    /// σ of level i of N, even in its logarithm.
    private func sigma(ofLevel level: Int, _ steps: Int) -> Double {
        deviation(steps > 1 ? Double(level) / Double(steps - 1) : 1)
    }

    /// β of level i of N: β/N with β even from βmin to βmax.
    private func discreteBeta(_ t: Double, _ steps: Int) -> Double {
        beta(steps > 1 ? Double(level(t, steps)) / Double(steps - 1) : 1) / Double(steps)
    }
}
