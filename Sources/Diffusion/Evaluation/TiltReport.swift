import Architectures

/// What guidance did, beside the exact tilted distribution `p_γ(A) ∝ exp(γ·s(A))` over the space.
public struct TiltReport: Sendable, Hashable {
    /// Mean of a figure: of the samples' cells (NaN where none counts), and under the exact tilted distribution.
    public struct Mean: Sendable, Hashable {
        public let sampled, exact: Double
    }

    public let gamma: Double
    /// The valid samples whose cells were measured: those that means and distances are of.
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

    /// Samples and cells without figures are left out.
    public init(_ samples: [GeneratedSample], gamma: Double, direction: TiltDirection) {
        self.gamma = gamma
        let distribution = TiltedDistribution(scores: direction.scores, gamma: gamma)
        let codes = samples.filter(\.isValid).compactMap(\.code).filter { !direction.scores[$0].isNaN }
        counted = codes.count
        func mean(_ figures: [Double]) -> Mean {
            let sum = codes.reduce(0) { $0 + figures[$1] }
            return Mean(sampled: codes.isEmpty ? .nan : sum / Double(codes.count), exact: distribution.mean(figures))
        }
        score = mean(direction.scores)
        values = direction.columns.map { mean($0.values) }
        totalVariation = distribution.totalVariation(codes)
        totalVariationFloor = distribution.floor(draws: codes.count)
        let quality = QualityReport(samples)
        validity = quality.validity
        uniqueness = quality.uniqueness
    }
}

/// A property, or several at once with their weights: s(A) = Σ w_p·y_p(A) in standard scores.
public struct TiltDirection: Sendable {
    public let columns: [BenchmarkTable.Column]
    public let weights: [Double]
    /// s by code; NaN where a figure is missing.
    public let scores: [Double]

    /// - Parameter weights: one a column
    public init(_ columns: [BenchmarkTable.Column], weights: [Double]) {
        self.columns = columns
        self.weights = weights
        var scores = [Double](repeating: 0, count: Cell.count)
        for (column, weight) in zip(columns, weights) {
            for (code, score) in NormalScores.of(column.values).enumerated() { scores[code] += weight * score }
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
