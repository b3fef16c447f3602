import Platform

/// Bins of equal width over standard scores. What lies beyond the ends counts to the first and the last.
public struct ScoreBins: Sendable, Hashable {
    public let range: ClosedRange<Double>
    public let count: Int

    /// Of a space of 15,625 cells one score in two thousand lies beyond ±3.5.
    public static let usual = ScoreBins(-3.5...3.5, count: 28)

    /// - Precondition: at least one bin, and a range that is not a point.
    public init(_ range: ClosedRange<Double>, count: Int) {
        precondition(count > 0 && range.lowerBound < range.upperBound)
        self.range = range
        self.count = count
    }

    /// nil for what is no number.
    public func index(of score: Double) -> Int? {
        guard !score.isNaN else { return nil }
        let place = (score - range.lowerBound) / (range.upperBound - range.lowerBound) * Double(count)
        return place <= 0 ? 0 : place >= Double(count) ? count - 1 : Int(place)
    }

    /// The share of the scores in each bin; all zero when there is none.
    public func shares(_ scores: some Sequence<Double>) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        var total = 0.0
        for score in scores {
            guard let bin = index(of: score) else { continue }
            sums[bin] += 1
            total += 1
        }
        return total > 0 ? sums.map { $0 / total } : sums
    }

    /// The probability of each bin, of scores with these weights; all zero when none has any.
    public func probabilities(_ scores: [Double], weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for (score, weight) in zip(scores, weights) {
            guard let bin = index(of: score) else { continue }
            sums[bin] += weight
        }
        let total = sums.reduce(0, +)
        return total > 0 ? sums.map { $0 / total } : sums
    }
}

/// How far two histograms are apart.
public enum TotalVariation {
    /// Half the L1 distance between two lists of shares.
    public static func distance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
    }

    /// The expected distance between a distribution and the histogram of so many independent draws from it. A bin's count is
    /// binomial, and its mean absolute deviation has a closed form: E|X − np| = 2νq·P(X = ν), ν = ⌊np⌋ + 1 (de Moivre 1730;
    /// Diaconis & Zabell 1991).
    public static func floor(_ probabilities: [Double], draws: Int) -> Double {
        guard draws > 0 else { return .nan }
        let n = Double(draws)
        return probabilities.reduce(0) { sum, p in
            guard p > 0, p < 1 else { return sum }
            let mode = (n * p).rounded(.down) + 1
            guard mode <= n else { return sum }
            let binomial = lgamma(n + 1) - lgamma(mode + 1) - lgamma(n - mode + 1) + mode * log(p) + (n - mode) * log1p(-p)
            return sum + mode * (1 - p) * exp(binomial) / n
        }
    }
}
