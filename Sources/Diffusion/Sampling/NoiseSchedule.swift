import Architectures

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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

    /// Where our denoisers of a space sample. MobileNetV3's depths are uniform to a point in 20 steps from 8 to 0.25; from 12 to 0.2, where
    /// steps are longer, three layers a stage come out a point too often, also with the exact denoiser.
    public static func sigmas(of space: SearchSpace) -> ClosedRange<Double> {
        switch space {
        case .nasbench201: NoiseSchedule().sigmaMin...NoiseSchedule().sigmaMax
        case .mobilenetv3: 0.25...8
        }
    }

    /// The levels where our denoisers of a space sample.
    public init(of space: SearchSpace) {
        let sigmas = Self.sigmas(of: space)
        self.init(sigmaMax: sigmas.upperBound, sigmaMin: sigmas.lowerBound)
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
