import Platform

/// The standard normal distribution, also far out in its tails.
public enum NormalDistribution {
    public static func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

    public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// φ(z)/Φ(z), the slope of ln Φ.
    public static func hazard(_ z: Double) -> Double {
        z > -8 ? density(z) / cumulative(z) : 1 / mills(-z)
    }

    public static func logCumulative(_ z: Double) -> Double {
        z > -8 ? log(cumulative(z)) : -z * z / 2 - logRootTau + log(mills(-z))
    }

    /// ln h(z), h(z) = φ(z) + zΦ(z): expected improvement in standard deviations. (Ament et al. 2023, "Unexpected improvements".)
    public static func logImprovement(_ z: Double) -> Double {
        guard z <= -8 else { return log(density(z) + z * cumulative(z)) }
        // h = φ(z)·(1 + z·m(−z)) with Mills' ratio m; for large −z the difference is 1/z² − 3/z⁴ + 15/z⁶ …
        let square = 1 / (z * z)
        return -z * z / 2 - logRootTau + log(square * (1 - square * (3 - square * (15 - square * 105))))
    }

    /// Mills' ratio (1 − Φ(z))/φ(z) for z ≥ 8, by its continued fraction 1/(z + 1/(z + 2/(z + …))).
    private static func mills(_ z: Double) -> Double {
        var tail = z
        for k in (1...30).reversed() { tail = z + Double(k) / tail }
        return 1 / tail
    }

    private static let logRootTau = 0.5 * log(2 * Double.pi)
}
