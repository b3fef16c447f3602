import Architectures
import Platform

/// The uniform distribution over a listed space, tilted along a score: p(A) ∝ exp(γ·s(A)).
public struct TiltedDistribution: Sendable {
    /// s by place; NaN for architectures that are left out.
    public let scores: [Double]
    /// Probabilities by place.
    public let probabilities: [Double]
    /// Mean and standard deviation of s.
    public let meanScore, scoreDeviation: Double
    /// ln of the weights by place, for an exact denoiser of this distribution; −∞ for architectures that are left out.
    public let logPrior: [Double]
    let histogram: ScoreHistogram

    /// - Parameter scores: s by place, NaN where it is unknown; at least one number
    public init(scores: [Double], gamma: Double) {
        let top = scores.reduce(-Double.infinity) { $1.isNaN ? $0 : max($0, gamma * $1) }
        let weights = scores.map { $0.isNaN ? 0 : exp(gamma * $0 - top) }
        let total = weights.reduce(0, +)
        let probabilities = weights.map { $0 / total }
        self.scores = scores
        self.probabilities = probabilities
        let mean = zip(probabilities, scores).reduce(0) { $1.1.isNaN ? $0 : $0 + $1.0 * $1.1 }
        meanScore = mean
        scoreDeviation = zip(probabilities, scores).reduce(0) {
            $1.1.isNaN ? $0 : $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean)
        }.squareRoot()
        logPrior = scores.map { $0.isNaN ? -.infinity : gamma * $0 }
        let known = scores.filter { !$0.isNaN }
        let low = known.min() ?? 0, span = (known.max() ?? 0) - low
        var sums = [Double](repeating: 0, count: ScoreHistogram.count)
        for (score, probability) in zip(scores, probabilities) where !score.isNaN { sums[ScoreHistogram.bin(score, low: low, span: span)] += probability }
        histogram = ScoreHistogram(low: low, span: span, probabilities: sums)
    }

    /// The distribution of one property's tilt: s is its standard score.
    public init(column: BenchmarkTable.Column, gamma: Double) {
        self.init(scores: NormalScores.of(column.values), gamma: gamma)
    }

    /// The mean of any figure by place, over the architectures that have one.
    public func mean(_ values: [Double]) -> Double {
        var sum = 0.0, weight = 0.0
        for (p, value) in zip(probabilities, values) where !value.isNaN {
            sum += p * value
            weight += p
        }
        return sum / weight
    }

    /// Half the L1 distance between the draws' histogram and the exact one, over 20 bins of equal width in s; NaN without draws.
    public func totalVariation(_ places: [Int]) -> Double { histogram.totalVariation(places.map { scores[$0] }) }

    /// The total variations of sets of exact draws.
    public struct Floor: Sendable, Hashable {
        /// The average set's.
        public let mean: Double
        /// 19 of 20 sets are no further from the distribution than this.
        public let upper: Double
    }

    /// How far sets of so many exact draws are from the distribution, over 200 seeded repeats; NaN without draws.
    public func floor(draws: Int) -> Floor { histogram.floor(draws: draws) }
}
