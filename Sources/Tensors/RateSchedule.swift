import Platform

/// How the learning rate goes over a run.
public enum RateSchedule: Sendable, Hashable {
    /// Up over the first tenth, then down by a half cosine: `OneCycle`.
    case oneCycle
    /// Up in a straight line over `steps` steps, from 0 at the first, then constant, as in the code of Song et al. 2021.
    case warmUp(steps: Int)

    /// The rate of the step with this index, counted from 0.
    /// - Parameters:
    ///   - peak: the highest rate
    ///   - total: steps of the whole run
    public func rate(at index: Int, peak: Double, total: Int) -> Double {
        switch self {
        case .oneCycle: OneCycle(peak: peak, steps: total).rate(at: index)
        case .warmUp(let steps): peak * min(1, Double(index) / Double(max(steps, 1)))
        }
    }
}

/// A learning rate that rises over the first `warmup` share of the run and falls by a half cosine to almost nothing
/// (one-cycle: Smith & Topin 2018).
public struct OneCycle: Sendable {
    public let peak: Double
    public let steps: Int
    public let warmup: Double

    public init(peak: Double, steps: Int, warmup: Double = 0.1) {
        self.peak = peak
        self.steps = steps
        self.warmup = warmup
    }

    public func rate(at step: Int) -> Double {
        let progress = Double(step) / Double(max(steps, 1))
        if progress < warmup { return peak * (0.04 + 0.96 * progress / warmup) }
        let fall = min(1, (progress - warmup) / (1 - warmup))
        return peak * (1e-4 + (1 - 1e-4) * 0.5 * (1 + cos(Double.pi * fall)))
    }
}
