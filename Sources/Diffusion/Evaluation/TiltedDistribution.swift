import Architectures
import Platform
import Tensors

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
    private let bins: [Int]
    private let binProbabilities: [Double]
    private static let binCount = 20

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
        let bins = scores.map { score in
            score.isNaN || span <= 0 ? 0 : min(Self.binCount - 1, Int((score - low) / span * Double(Self.binCount)))
        }
        var sums = [Double](repeating: 0, count: Self.binCount)
        for (place, bin) in bins.enumerated() { sums[bin] += probabilities[place] }
        self.bins = bins
        binProbabilities = sums
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
    public func totalVariation(_ places: [Int]) -> Double {
        guard !places.isEmpty else { return .nan }
        var counts = [Double](repeating: 0, count: Self.binCount)
        for place in places { counts[bins[place]] += 1 / Double(places.count) }
        return zip(counts, binProbabilities).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }

    /// The total variations of sets of exact draws.
    public struct Floor: Sendable, Hashable {
        /// The average set's.
        public let mean: Double
        /// 19 of 20 sets are no further from the distribution than this.
        public let upper: Double
    }

    /// How far sets of so many exact draws are from the distribution, over 200 seeded repeats; NaN without draws.
    public func floor(draws: Int) -> Floor {
        guard draws > 0 else { return Floor(mean: .nan, upper: .nan) }
        var cumulative = binProbabilities
        for bin in 1..<cumulative.count { cumulative[bin] += cumulative[bin - 1] }
        var generator = PhiloxGenerator(seed: 20, stream: 0xF1)
        let distances = (0..<200).map { _ in
            var counts = [Double](repeating: 0, count: Self.binCount)
            for _ in 0..<draws {
                let u = generator.uniform()
                let bin = cumulative.firstIndex { u < $0 } ?? Self.binCount - 1
                counts[bin] += 1 / Double(draws)
            }
            return zip(counts, binProbabilities).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
        }
        return Floor(mean: distances.reduce(0, +) / 200, upper: distances.sorted()[189])
    }
}
