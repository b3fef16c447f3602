import Platform

extension SDE {
    /// The SDEs by name.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case ve, vp
        case subVP = "sub-vp"

        /// The SDE: VE between a schedule's noise levels, VP and sub-VP with β from 0.1 to 20 as published (Song et al. 2021,
        /// appendix C).
        public func process(sigmaMin: Double, sigmaMax: Double) -> SDE {
            switch self {
            case .ve: .ve(sigmaMin: sigmaMin, sigmaMax: sigmaMax)
            case .vp: .vp(betaMin: 0.1, betaMax: 20)
            case .subVP: .subVP(betaMin: 0.1, betaMax: 20)
            }
        }
    }

    /// σ̃(t) = σ(t)/α(t): for sub-VP 1/α − α.
    public func relativeDeviation(_ t: Double) -> Double {
        switch self {
        case .ve: deviation(t)
        case .vp: expm1(integral(t)).squareRoot()
        case .subVP: 2 * sinh(integral(t) / 2)
        }
    }

    /// The moment t at which σ̃ has a value, the inverse of `relativeDeviation`.
    public func level(sigma: Double) -> NoiseLevel {
        switch self {
        case .ve(let low, let high):
            return NoiseLevel(t: log(sigma / low) / log(high / low), alpha: 1, sigma: sigma)
        case .vp(let low, let high):
            // α² + α²σ̃² = 1
            return NoiseLevel(
                t: Self.time(integral: log1p(sigma * sigma), low, high), alpha: 1 / (1 + sigma * sigma).squareRoot(),
                sigma: sigma)
        case .subVP(let low, let high):
            // α² + σ̃·α − 1 = 0
            return NoiseLevel(
                t: Self.time(integral: 2 * asinh(sigma / 2), low, high), alpha: 2 / (sigma + (sigma * sigma + 4).squareRoot()),
                sigma: sigma)
        }
    }

    /// The moment t.
    public func level(t: Double) -> NoiseLevel {
        NoiseLevel(t: t, alpha: meanCoefficient(t), sigma: relativeDeviation(t))
    }

    /// t where ∫₀ᵗ β = low·t + (high − low)·t²/2 has a value; written so that nothing cancels near 0.
    private static func time(integral: Double, _ low: Double, _ high: Double) -> Double {
        2 * integral / (low + (low * low + 2 * (high - low) * integral).squareRoot())
    }
}
