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
        let valid = samples.filter(\.isValid).compactMap(\.architecture), all = Double(max(samples.count, 1))
        validity = Double(valid.count) / all
        uniqueness = Double(Set(valid).count) / all
        let truth = direction.truth(gamma)
        let counted = valid.filter { truth.score($0).map { !$0.isNaN } ?? false }
        self.counted = counted.count
        func mean(_ figure: TiltTruth.Figure) -> Mean {
            let sum = counted.reduce(0) { $0 + (figure.value($1) ?? .nan) }
            return Mean(sampled: counted.isEmpty ? .nan : sum / Double(counted.count), exact: figure.exactMean)
        }
        score = mean(TiltTruth.Figure(value: truth.score, exactMean: truth.meanScore))
        values = truth.figures.map(mean)
        totalVariation = truth.histogram.totalVariation(counted.compactMap(truth.score))
        totalVariationFloor = truth.histogram.floor(draws: counted.count)
    }
}

/// The exact distribution that a tilt along a direction leads to.
struct TiltTruth {
    /// A figure of architectures, nil or NaN where it is not known, and its mean over the distribution.
    struct Figure {
        let value: (Architecture) -> Double?
        let exactMean: Double
    }

    let score: (Architecture) -> Double?
    let meanScore: Double
    /// Of each property of the direction, in its natural unit.
    let figures: [Figure]
    let histogram: ScoreHistogram
}

/// A property, or several at once with their weights: s(A) = Σ w_p·y_p(A) in standard scores.
public struct TiltDirection: Sendable {
    private enum Figures: Sendable {
        /// s by place; NaN where a figure is missing.
        case listed([BenchmarkTable.Column], scores: [Double])
        case factored([FactoredProperty])
    }

    public let infos: [PropertyInfo]
    public let weights: [Double]
    private let figures: Figures

    /// - Parameters:
    ///   - columns: of one listed space
    ///   - weights: one a column
    public init(_ columns: [BenchmarkTable.Column], weights: [Double]) {
        var scores = [Double](repeating: 0, count: columns.first?.values.count ?? 0)
        for (column, weight) in zip(columns, weights) {
            for (place, score) in NormalScores.of(column.values).enumerated() { scores[place] += weight * score }
        }
        (infos, self.weights, figures) = (columns.map(\.info), weights, .listed(columns, scores: scores))
    }

    /// - Parameters:
    ///   - properties: of one space of blocks, at least one
    ///   - weights: one a property
    public init(_ properties: [FactoredProperty], weights: [Double]) {
        (infos, self.weights, figures) = (properties.map(\.info), weights, .factored(properties))
    }

    /// s by place, NaN where a figure is missing; nil where the space is not listed.
    public var scores: [Double]? { if case .listed(_, let scores) = figures { scores } else { nil } }

    /// γ·w by property name.
    public func tilts(_ gamma: Double) -> [String: Double] {
        Dictionary(zip(infos, weights).map { ($0.name, gamma * $1) }, uniquingKeysWith: +)
    }

    /// Such as `cifar10_test`, or `cifar10_test=1,latency_ms_pixel3=-1`.
    public var name: String {
        guard infos.count > 1 || weights != [1] else { return infos.first?.name ?? "" }
        return zip(infos, weights).map { "\($0.name)=\($1.formatted)" }.joined(separator: ",")
    }

    /// What a tilt of γ leads to, exactly: p(A)·exp(γ·s(A)).
    func truth(_ gamma: Double) -> TiltTruth {
        switch figures {
        case .listed(let columns, let scores):
            let distribution = TiltedDistribution(scores: scores, gamma: gamma)
            func figure(_ values: [Double]) -> TiltTruth.Figure {
                .init(value: { $0.place.map { values[$0] } }, exactMean: distribution.mean(values))
            }
            let score = figure(scores)
            return TiltTruth(score: score.value, meanScore: score.exactMean, figures: columns.map { figure($0.values) }, histogram: distribution.histogram)
        case .factored(let properties):
            guard let space = properties.first?.figure.space else { preconditionFailure("a direction is of a property at least") }
            let score = zip(weights, properties).map { ($0, $1.score) }.combined(in: space)
            let distribution = FactoredDistribution(of: space, zip(properties, weights).map { (property: $0, gamma: gamma * $1) })
            let (mean, deviation) = distribution.moments(score), bins = ScoreBins(mean - 4 * deviation...mean + 4 * deviation, count: ScoreHistogram.count)
            return TiltTruth(
                score: { score.value(of: $0) }, meanScore: mean,
                figures: properties.map { property in
                    .init(value: { property.figure.value(of: $0) }, exactMean: distribution.moments(property.figure).mean)
                },
                histogram: ScoreHistogram(
                    low: bins.range.lowerBound, span: bins.range.upperBound - bins.range.lowerBound,
                    probabilities: deviation > 0 ? distribution.probabilities(score, in: bins) : [1] + Array(repeating: 0, count: bins.count - 1)))
        }
    }
}

extension Double {
    /// Without a needless `.0`.
    fileprivate var formatted: String { self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self) }
}
