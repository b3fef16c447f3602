import Architectures
import Platform

/// The noise levels that a run visits, from `sigmaMax` down to `sigmaMin`; after the last one comes the clean estimate.
public struct NoiseSchedule: Sendable, Hashable {
    public enum Spacing: String, Sendable, Hashable, CaseIterable {
        /// Even in log σ.
        case geometric
        /// σ^(1/7) even (Karras et al. 2022, equation 5, ρ = 7).
        case karras
        /// Even in the SDE's time t, as published (Song et al. 2021); for VE the same as geometric.
        case linear
    }

    public var spacing: Spacing
    /// Deviations of the noise in x_t/α.
    public var sigmaMax: Double
    public var sigmaMin: Double

    public init(spacing: Spacing = .karras, sigmaMax: Double = 12, sigmaMin: Double = 0.2) {
        self.spacing = spacing
        self.sigmaMax = sigmaMax
        self.sigmaMin = sigmaMin
    }

    /// The levels where our denoisers of a space sample.
    public init(of space: SearchSpace) {
        self.init(sigmaMax: space.sigmas.upperBound, sigmaMin: space.sigmas.lowerBound)
    }

    /// `steps` moments of an SDE whose σ falls strictly, first `sigmaMax`, last `sigmaMin` (one step: `sigmaMax` alone).
    public func levels(steps: Int, sde kind: SDE.Kind = .ve) -> [NoiseLevel] {
        let sde = kind.process(sigmaMin: sigmaMin, sigmaMax: sigmaMax)
        let top = sde.level(sigma: sigmaMax)
        guard steps > 1 else { return [top] }
        let bottom = sde.level(sigma: sigmaMin)
        return (0..<steps).map { index in
            let share = Double(index) / Double(steps - 1)
            switch spacing {
            case .geometric:
                return sde.level(sigma: sigmaMax * pow(sigmaMin / sigmaMax, share))
            case .karras:
                let high = pow(sigmaMax, 1 / 7.0), low = pow(sigmaMin, 1 / 7.0)
                return sde.level(sigma: pow(high + share * (low - high), 7))
            case .linear:
                return sde.level(t: top.t + share * (bottom.t - top.t))
            }
        }
    }
}
