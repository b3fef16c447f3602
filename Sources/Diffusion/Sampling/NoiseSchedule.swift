#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The noise levels that a run visits, from `sigmaMax` down to `sigmaMin`; after the last one comes the clean estimate.
public struct NoiseSchedule: Sendable, Hashable {
    public enum Spacing: String, Sendable, Hashable, CaseIterable {
        /// Even in log σ: the variance-exploding SDE with even steps in t (Song et al. 2021).
        case geometric
        /// σ^(1/7) even (Karras et al. 2022, equation 5, ρ = 7).
        case karras
        /// σ even.
        case linear
    }

    public var spacing: Spacing
    public var sigmaMax: Double
    public var sigmaMin: Double

    public init(spacing: Spacing = .karras, sigmaMax: Double = 12, sigmaMin: Double = 0.2) {
        self.spacing = spacing
        self.sigmaMax = sigmaMax
        self.sigmaMin = sigmaMin
    }

    /// `steps` noise levels, strictly falling, first `sigmaMax`, last `sigmaMin` (one step: `sigmaMax` alone).
    public func levels(steps: Int) -> [Double] {
        guard steps > 1 else { return [sigmaMax] }
        return (0..<steps).map { index in
            let share = Double(index) / Double(steps - 1)
            switch spacing {
            case .geometric:
                return sigmaMax * pow(sigmaMin / sigmaMax, share)
            case .karras:
                let high = pow(sigmaMax, 1 / 7.0), low = pow(sigmaMin, 1 / 7.0)
                return pow(high + share * (low - high), 7)
            case .linear:
                return sigmaMax + share * (sigmaMin - sigmaMax)
            }
        }
    }
}
