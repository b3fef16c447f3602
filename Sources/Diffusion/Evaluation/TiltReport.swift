import Architectures

/// What guidance did, beside the exact tilted distribution `p_γ(A) ∝ exp(γ·s(A))` over the space.
public struct TiltReport: Sendable, Hashable {
    /// Mean of a figure: of the samples' architectures (NaN where none counts), and under the exact tilted distribution.
    public struct Mean: Sendable, Hashable {
        public let sampled, exact: Double
    }

    public let gamma: Double
    /// The valid samples whose architectures were measured: those that means and distances are of.
    public let counted: Int
    /// Of s.
    public let score: Mean
    /// Of each property of the direction, in its natural unit.
    public let values: [Mean]
    /// Total-variation distance over 20 bins of s.
    public let totalVariation: Double
    /// What as many exact draws would show.
    public let totalVariationFloor: TiltedDistribution.Floor
    public let validity, uniqueness: Double

    /// Samples and architectures without figures are left out.
    public init(_ samples: [GeneratedSample], gamma: Double, direction: TiltDirection) {
        self.gamma = gamma
        let distribution = TiltedDistribution(scores: direction.scores, gamma: gamma)
        let places = samples.filter(\.isValid).compactMap(\.place).filter { !direction.scores[$0].isNaN }
        counted = places.count
        func mean(_ figures: [Double]) -> Mean {
            let sum = places.reduce(0) { $0 + figures[$1] }
            return Mean(sampled: places.isEmpty ? .nan : sum / Double(places.count), exact: distribution.mean(figures))
        }
        score = mean(direction.scores)
        values = direction.columns.map { mean($0.values) }
        totalVariation = distribution.totalVariation(places)
        totalVariationFloor = distribution.floor(draws: places.count)
        let valid = samples.filter(\.isValid).compactMap(\.architecture), all = Double(max(samples.count, 1))
        validity = Double(valid.count) / all
        uniqueness = Double(Set(valid).count) / all
    }
}

/// A property, or several at once with their weights: s(A) = Σ w_p·y_p(A) in standard scores.
public struct TiltDirection: Sendable {
    public let columns: [BenchmarkTable.Column]
    public let weights: [Double]
    /// s by place; NaN where a figure is missing.
    public let scores: [Double]

    /// - Parameters:
    ///   - columns: of one listed space
    ///   - weights: one a column
    public init(_ columns: [BenchmarkTable.Column], weights: [Double]) {
        self.columns = columns
        self.weights = weights
        var scores = [Double](repeating: 0, count: columns.first?.values.count ?? 0)
        for (column, weight) in zip(columns, weights) {
            for (place, score) in NormalScores.of(column.values).enumerated() { scores[place] += weight * score }
        }
        self.scores = scores
    }

    /// γ·w by property name.
    public func tilts(_ gamma: Double) -> [String: Double] {
        Dictionary(zip(columns, weights).map { ($0.name, gamma * $1) }, uniquingKeysWith: +)
    }

    /// Such as `cifar10_test`, or `cifar10_test=1,latency_ms_pixel3=-1`.
    public var name: String {
        guard columns.count > 1 || weights != [1] else { return columns.first?.name ?? "" }
        return zip(columns, weights).map { "\($0.name)=\($1.formatted)" }.joined(separator: ",")
    }
}

extension Double {
    /// Without a needless `.0`.
    fileprivate var formatted: String { self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self) }
}
