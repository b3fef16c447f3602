import Architectures
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What guidance did, beside the exact tilted distribution `p_γ(A) ∝ exp(γ·y(A))` over the space.
public struct TiltReport: Sendable, Hashable {
    public let gamma: Double
    /// Mean normal score and natural value of the samples' cells.
    public let meanScore, meanValue: Double
    /// The same under the exact tilted distribution.
    public let exactMeanScore, exactMeanValue: Double
    /// Total-variation distance over 20 bins of equal probability under the uniform distribution, and what as many exact
    /// draws would show on average.
    public let totalVariation, totalVariationFloor: Double
    public let validity, uniqueness: Double

    /// - Parameters:
    ///   - column: the property's figures; samples and cells without one are left out
    public init(_ samples: [GeneratedSample], gamma: Double, column: BenchmarkTable.Column) {
        self.gamma = gamma
        let distribution = TiltedDistribution(column: column, gamma: gamma)
        let codes = samples.filter(\.isValid).compactMap(\.code).filter { !column.values[$0].isNaN }
        let n = Double(max(codes.count, 1))
        meanScore = codes.reduce(0) { $0 + distribution.scores[$1] } / n
        meanValue = codes.reduce(0) { $0 + column.values[$1] } / n
        exactMeanScore = distribution.meanScore
        exactMeanValue = distribution.meanValue
        totalVariation = distribution.totalVariation(codes)
        totalVariationFloor = distribution.floor(draws: codes.count)
        let quality = QualityReport(samples)
        validity = quality.validity
        uniqueness = quality.uniqueness
    }
}

/// The uniform distribution over the cells, tilted by one property.
public struct TiltedDistribution: Sendable {
    /// Normal scores by code.
    public let scores: [Double]
    /// Probabilities by code.
    public let probabilities: [Double]
    public let meanScore, meanValue: Double
    /// Standard deviation of the normal score.
    public let scoreDeviation: Double
    /// ln of the weights by code, for an exact denoiser of this distribution; −∞ for cells without a figure.
    public let logPrior: [Double]
    private let bins: [Int]
    private static let binCount = 20

    public init(column: BenchmarkTable.Column, gamma: Double) {
        let scores = NormalScores.of(column.values)
        let top = scores.reduce(-Double.infinity) { $1.isNaN ? $0 : max($0, gamma * $1) }
        let weights = scores.map { $0.isNaN ? 0 : exp(gamma * $0 - top) }
        let total = weights.reduce(0, +)
        let probabilities = weights.map { $0 / total }
        self.scores = scores
        self.probabilities = probabilities
        meanScore = zip(probabilities, scores).reduce(0) { $1.1.isNaN ? $0 : $0 + $1.0 * $1.1 }
        meanValue = zip(probabilities, column.values).reduce(0) { $1.1.isNaN ? $0 : $0 + $1.0 * $1.1 }
        let mean = meanScore
        scoreDeviation = zip(probabilities, scores).reduce(0) {
            $1.1.isNaN ? $0 : $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean)
        }.squareRoot()
        logPrior = scores.map { $0.isNaN ? -.infinity : gamma * $0 }
        bins = scores.map { score in
            guard !score.isNaN else { return 0 }
            return min(Self.binCount - 1, Int(0.5 * erfc(-score / 2.0.squareRoot()) * Double(Self.binCount)))
        }
    }

    private var binProbabilities: [Double] {
        var sums = [Double](repeating: 0, count: Self.binCount)
        for (code, bin) in bins.enumerated() { sums[bin] += probabilities[code] }
        return sums
    }

    /// Half the L1 distance between the draws' histogram and the exact one.
    public func totalVariation(_ codes: [Int]) -> Double {
        var counts = [Double](repeating: 0, count: Self.binCount)
        for code in codes { counts[bins[code]] += 1 / Double(codes.count) }
        return zip(counts, binProbabilities).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }

    /// The average distance of as many exact draws, over 200 seeded repeats.
    public func floor(draws: Int) -> Double {
        guard draws > 0 else { return .nan }
        var cumulative = binProbabilities
        for bin in 1..<cumulative.count { cumulative[bin] += cumulative[bin - 1] }
        var generator = PhiloxGenerator(seed: 20, stream: 0xF1)
        let exact = binProbabilities
        var sum = 0.0
        for _ in 0..<200 {
            var counts = [Double](repeating: 0, count: Self.binCount)
            for _ in 0..<draws {
                let u = generator.uniform()
                let bin = cumulative.firstIndex { u < $0 } ?? Self.binCount - 1
                counts[bin] += 1 / Double(draws)
            }
            sum += zip(counts, exact).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
        }
        return sum / 200
    }
}
