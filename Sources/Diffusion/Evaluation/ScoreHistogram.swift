import Tensors

/// A distribution of scores in bins of equal width; what lies beyond the ends counts to the first and the last.
struct ScoreHistogram: Sendable {
    private let low, span: Double
    let probabilities: [Double]
    static let count = 20

    /// - Parameters:
    ///   - span: a width of nothing is one bin
    ///   - probabilities: by bin
    init(low: Double, span: Double, probabilities: [Double]) {
        (self.low, self.span, self.probabilities) = (low, span, probabilities)
    }

    static func bin(_ score: Double, low: Double, span: Double) -> Int {
        guard span > 0, score >= low else { return 0 }
        let place = (score - low) / span * Double(count)
        return place < Double(count) ? Int(place) : count - 1
    }

    /// Half the L1 distance between the draws' histogram and this one; NaN without draws.
    func totalVariation(_ scores: [Double]) -> Double {
        guard !scores.isEmpty else { return .nan }
        var counts = [Double](repeating: 0, count: Self.count)
        for score in scores { counts[Self.bin(score, low: low, span: span)] += 1 / Double(scores.count) }
        return TotalVariation.distance(counts, probabilities)
    }

    /// How far sets of so many exact draws are from the distribution, over 200 seeded repeats; NaN without draws.
    func floor(draws: Int) -> TiltedDistribution.Floor {
        guard draws > 0 else { return .init(mean: .nan, upper: .nan) }
        var cumulative = probabilities
        for bin in 1..<cumulative.count { cumulative[bin] += cumulative[bin - 1] }
        var generator = PhiloxGenerator(seed: 20, stream: 0xF1)
        let distances = (0..<200).map { _ in
            var counts = [Double](repeating: 0, count: Self.count)
            for _ in 0..<draws {
                let u = generator.uniform()
                let bin = cumulative.firstIndex { u < $0 } ?? Self.count - 1
                counts[bin] += 1 / Double(draws)
            }
            return TotalVariation.distance(counts, probabilities)
        }
        return .init(mean: distances.reduce(0, +) / 200, upper: distances.sorted()[189])
    }
}
