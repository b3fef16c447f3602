import Diffusion

/// Figures as a surrogate learns them.
public enum Targets {
    /// Standard scores among themselves, scaled to mean 0 and variance 1: the many bad figures then matter no more than the few good ones.
    public static func normalScores(_ values: [Double]) -> [Double] { standardised(NormalScores.of(values)) }

    /// Mean 0 and variance 1; all zero where the values are equal.
    public static func standardised(_ values: [Double]) -> [Double] {
        let (mean, deviation) = moments(values)
        return values.map { deviation > 0 ? ($0 - mean) / deviation : 0 }
    }

    static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        guard !values.isEmpty else { return (0, 0) }
        let mean = values.reduce(0, +) / Double(values.count)
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, square.squareRoot())
    }
}
