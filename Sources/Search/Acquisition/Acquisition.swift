import Platform

/// What makes an architecture worth evaluating, given what a surrogate says of it: mean μ and variance v of its score, more being better.
public enum Acquisition: Sendable, Hashable {
    /// Expected improvement over the best (Mockus 1978), as its logarithm.
    case expectedImprovement
    /// The probability of improving on the best (Kushner 1964), as its logarithm.
    case improvementProbability
    /// μ + β·√v (Auer 2002; Srinivas et al. 2010).
    case upperBound(beta: Double)
    /// A draw of its own from N(μ, v) for each architecture: independent Thompson sampling (White et al. 2021).
    case thompson
    /// μ alone.
    case exploit

    /// Its value and slopes.
    public struct Value: Sendable, Hashable {
        /// What candidates are ranked by, and the log tilt of guidance per unit of γ.
        public var value: Double
        /// ∂/∂μ and ∂/∂v.
        public var meanSlope, varianceSlope: Double
    }

    /// - Parameters:
    ///   - best: the best score so far, in the surrogate's unit
    ///   - draw: a standard normal draw that belongs to this architecture; only `thompson` uses it
    public func callAsFunction(_ moments: Moments, best: Double, draw: Double = 0) -> Value {
        let variance = max(moments.variance, Self.varianceFloor)
        let deviation = variance.squareRoot(), mean = moments.mean
        let z = (mean - best) / deviation
        switch self {
        case .expectedImprovement:
            // EI = √v·h(z), h' = Φ; so ∂EI/∂μ = Φ and ∂EI/∂v = φ/(2√v).
            let logH = NormalDistribution.logImprovement(z)
            let meanSlope = exp(NormalDistribution.logCumulative(z) - logH) / deviation
            let densityShare = exp(-z * z / 2 - 0.5 * log(2 * Double.pi) - logH)
            return Value(
                value: log(deviation) + logH, meanSlope: meanSlope, varianceSlope: densityShare / (2 * variance))
        case .improvementProbability:
            let hazard = NormalDistribution.hazard(z)
            return Value(
                value: NormalDistribution.logCumulative(z), meanSlope: hazard / deviation,
                varianceSlope: -hazard * z / (2 * variance))
        case .upperBound(let beta):
            return Value(value: mean + beta * deviation, meanSlope: 1, varianceSlope: beta / (2 * deviation))
        case .thompson:
            return Value(value: mean + draw * deviation, meanSlope: 1, varianceSlope: draw / (2 * deviation))
        case .exploit:
            return Value(value: mean, meanSlope: 1, varianceSlope: 0)
        }
    }

    private static let varianceFloor = 1e-10
}

/// ln P(the bound holds) for a figure of N(μ, v): what a constraint adds to the acquisition (Gardner et al. 2014).
public enum Feasibility {
    /// - Parameter bound: in the unit of the moments
    public static func logProbability(_ moments: Moments, bound: Double, isUpper: Bool) -> Acquisition.Value {
        let variance = max(moments.variance, 1e-10)
        let deviation = variance.squareRoot()
        let sign: Double = isUpper ? -1 : 1
        let z = sign * (moments.mean - bound) / deviation
        let hazard = NormalDistribution.hazard(z)
        return Acquisition.Value(
            value: NormalDistribution.logCumulative(z), meanSlope: sign * hazard / deviation,
            varianceSlope: -hazard * z / (2 * variance))
    }
}
