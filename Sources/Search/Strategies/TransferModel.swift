import Tensors

/// A target's figures given the source's: y = ȳ + β·(s − s̄) + what neither explains, which a surrogate learns.
///
/// β is a ridge regression, so that a few figures of much the same source score do not make up a slope.
struct TransferModel {
    private let target, source: Double
    let slope: Double
    private let unit: Double
    private let residual: any SurrogateFit
    /// The best observed, in units of the residual about ȳ.
    let best: Double

    /// Squared source scores that stand for "no slope".
    static let ridge = 0.1

    /// - Parameters:
    ///   - rows: features of the observed, [scores.count][features.count]
    ///   - scores: source scores of the observed
    ///   - worths: what they turned out to be worth; at least two, finite
    init(
        _ features: FeatureMap, rows: [Float], scores: [Double], worths: [Double], surrogate: any Surrogate, seed: UInt64
    ) {
        (target, source) = (Targets.moments(worths).mean, Targets.moments(scores).mean)
        var (cross, square) = (0.0, Self.ridge)
        for (s, y) in zip(scores, worths) {
            cross += (s - source) * (y - target)
            square += (s - source) * (s - source)
        }
        slope = cross / square
        var rest: [Double] = []
        for (s, y) in zip(scores, worths) { rest.append(y - target - slope * (s - source)) }
        let deviation = Targets.moments(rest).deviation
        unit = deviation > 0 ? deviation : max(Targets.moments(worths).deviation, 1e-9)
        let unit = unit
        residual = surrogate.fit(features, rows: rows, targets: rest.map { $0 / unit }, seed: seed)
        best = ((worths.max() ?? target) - target) / unit
    }

    /// Moments of what architectures are worth, in the unit of `best`.
    func moments(_ rows: [Float], scores: [Double]) -> [Moments] {
        zip(residual.predict(rows, count: scores.count), scores).map { moments, score in
            Moments(mean: moments.mean + slope * (score - source) / unit, variance: moments.variance)
        }
    }
}
