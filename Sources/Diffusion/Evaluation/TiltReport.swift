import Architectures

/// What guidance did, beside the exact tilted distribution `p_γ(A) ∝ exp(γ·s(A))` over the space.
public struct TiltReport: Sendable {
    /// Mean of a figure: of the samples' architectures (NaN where none counts), and under the exact tilted distribution.
    public struct Mean: Sendable, Hashable {
        public let sampled, exact: Double
    }

    public let gamma: Double
    /// The valid samples whose architectures were measured: those that means and distances are of.
    public let counted: Int
    /// Of s.
    public let score: Mean
    /// Of each property of the direction, in its natural unit, and as a standard score.
    public let values, scores: [Mean]
    /// The share with s below the median that it has in the space itself.
    public let belowMedian: Mean
    /// Total-variation distance over 20 bins of s.
    public let totalVariation: Double
    /// What as many exact draws would show.
    public let totalVariationFloor: TiltedDistribution.Floor
    /// Total-variation distance over the architectures themselves, and what as many exact draws would show on average; nil where the space is not listed.
    public let architectures: (distance: Double, floor: Double)?
    public let validity, uniqueness: Double

    /// Samples and architectures without figures are left out.
    public init(_ samples: [GeneratedSample], gamma: Double, direction: TiltDirection) {
        self.gamma = gamma
        let valid = samples.filter(\.isValid).compactMap(\.architecture), all = Double(max(samples.count, 1))
        validity = Double(valid.count) / all
        uniqueness = Double(Set(valid).count) / all
        let truth = direction.truth(gamma)
        let known = zip(valid, truth.score.values(valid)).filter { !$1.isNaN }, counted = known.map(\.0), ownScores = known.map(\.1)
        self.counted = counted.count
        func mean(_ figure: TiltTruth.Figure) -> Mean {
            Mean(sampled: counted.isEmpty ? .nan : figure.values(counted).reduce(0, +) / Double(counted.count), exact: figure.exactMean)
        }
        score = mean(truth.score)
        values = truth.figures.map(mean)
        scores = truth.scores.map(mean)
        let below = Double(ownScores.count { $0 < truth.median.value })
        belowMedian = Mean(sampled: counted.isEmpty ? .nan : below / Double(counted.count), exact: truth.median.exactShareBelow)
        architectures = truth.probabilities.map { probabilities in
            var shares = [Double](repeating: 0, count: probabilities.count)
            for place in counted.compactMap(\.place) { shares[place] += 1 / Double(counted.count) }
            return (
                counted.isEmpty ? .nan : TotalVariation.distance(shares, probabilities), TotalVariation.floor(probabilities, draws: counted.count)
            )
        }
        totalVariation = truth.histogram.totalVariation(ownScores)
        totalVariationFloor = truth.histogram.floor(draws: counted.count)
    }
}

/// The exact distribution that a tilt along a direction leads to.
struct TiltTruth {
    /// A figure of architectures, NaN where it is not known, and its mean over the distribution.
    struct Figure {
        let values: ([Architecture]) -> [Double]
        let exactMean: Double

        init(values: @escaping ([Architecture]) -> [Double], exactMean: Double) { (self.values, self.exactMean) = (values, exactMean) }

        init(value: @escaping (Architecture) -> Double?, exactMean: Double) {
            self.init(values: { $0.map { value($0) ?? .nan } }, exactMean: exactMean)
        }
    }

    /// s itself.
    let score: Figure
    /// Of each property of the direction, in its natural unit, and as a standard score.
    let figures, scores: [Figure]
    /// Of s in the space itself, and the distribution's share below it.
    let median: (value: Double, exactShareBelow: Double)
    let histogram: ScoreHistogram
    /// By place; nil where the space is not listed.
    let probabilities: [Double]?
}

/// A property, or several at once with their weights: s(A) = Σ w_p·y_p(A) in standard scores.
public struct TiltDirection: Sendable {
    private enum Figures: Sendable {
        /// Standard scores of each column by place, and s; NaN where a figure is missing.
        case listed([BenchmarkTable.Column], own: [[Double]], scores: [Double])
        case factored([FactoredProperty])
        /// Some are no sums, so that the truth is weighted draws.
        case weighed(FactoredTargets)
    }

    public let infos: [PropertyInfo]
    public let weights: [Double]
    private let figures: Figures

    /// - Parameters:
    ///   - columns: of one listed space
    ///   - weights: one a column
    public init(_ columns: [BenchmarkTable.Column], weights: [Double]) {
        let own = columns.map { NormalScores.of($0.values) }
        var scores = [Double](repeating: 0, count: columns.first?.values.count ?? 0)
        for (own, weight) in zip(own, weights) {
            for (place, score) in own.enumerated() { scores[place] += weight * score }
        }
        (infos, self.weights, figures) = (columns.map(\.info), weights, .listed(columns, own: own, scores: scores))
    }

    /// - Parameters:
    ///   - properties: of one space of blocks, at least one
    ///   - weights: one a property
    public init(_ properties: [FactoredProperty], weights: [Double]) {
        (infos, self.weights, figures) = (properties.map(\.info), weights, .factored(properties))
    }

    /// - Parameters:
    ///   - properties: names among the targets', at least one
    ///   - weights: one a property
    public init(_ properties: [String], of targets: FactoredTargets, weights: [Double]) {
        (infos, self.weights, figures) = (properties.map(PropertyInfo.named), weights, .weighed(targets))
    }

    /// s by place, NaN where a figure is missing; nil where the space is not listed.
    public var scores: [Double]? { if case .listed(_, _, let scores) = figures { scores } else { nil } }

    /// The other way: −s.
    public var reversed: TiltDirection {
        switch figures {
        case .listed(let columns, _, _): TiltDirection(columns, weights: weights.map { -$0 })
        case .factored(let properties): TiltDirection(properties, weights: weights.map { -$0 })
        case .weighed(let targets): TiltDirection(infos.map(\.name), of: targets, weights: weights.map { -$0 })
        }
    }

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
        case .listed(let columns, let own, let scores):
            let distribution = TiltedDistribution(scores: scores, gamma: gamma)
            func figure(_ values: [Double]) -> TiltTruth.Figure {
                .init(value: { $0.place.map { values[$0] } }, exactMean: distribution.mean(values))
            }
            let score = figure(scores), known = scores.filter { !$0.isNaN }.sorted(), median = known.isEmpty ? 0 : known[known.count / 2]
            let below = zip(distribution.probabilities, scores).reduce(0) { $1.1 < median ? $0 + $1.0 : $0 }
            return TiltTruth(
                score: score, figures: columns.map { figure($0.values) }, scores: own.map(figure),
                median: (median, below), histogram: distribution.histogram, probabilities: distribution.probabilities)
        case .factored(let properties):
            guard let space = properties.first?.figure.space else { preconditionFailure("a direction is of a property at least") }
            let score = zip(weights, properties).map { ($0, $1.score) }.combined(in: space)
            let distribution = FactoredDistribution(of: space, zip(properties, weights).map { (property: $0, gamma: gamma * $1) })
            let (mean, deviation) = distribution.moments(score), bins = ScoreBins(mean - 4 * deviation...mean + 4 * deviation, count: ScoreHistogram.count)
            func figure(_ figure: FactoredFigure) -> TiltTruth.Figure {
                .init(value: { figure.value(of: $0) }, exactMean: distribution.moments(figure).mean)
            }
            return TiltTruth(
                score: .init(value: { score.value(of: $0) }, exactMean: mean), figures: properties.map { figure($0.figure) }, scores: properties.map { figure($0.score) },
                median: distribution.shareBelowMedian(of: score, in: space),
                histogram: ScoreHistogram(
                    low: bins.range.lowerBound, span: bins.range.upperBound - bins.range.lowerBound,
                    probabilities: deviation > 0 ? distribution.probabilities(score, in: bins) : [1] + Array(repeating: 0, count: bins.count - 1)),
                probabilities: nil)
        case .weighed(let targets): return WeighedTilt(targets, infos.map(\.name), weights: weights, gamma: gamma).truth
        }
    }
}

extension FactoredDistribution {
    /// The median that a figure has in the space itself, to some thousandths of its deviation, and this distribution's share below it.
    fileprivate func shareBelowMedian(of figure: FactoredFigure, in space: SearchSpace) -> (value: Double, exactShareBelow: Double) {
        let whole = FactoredDistribution(of: space), (mean, deviation) = whole.moments(figure)
        guard deviation > 0 else { return (mean, 0) }
        let bins = ScoreBins(mean - 6 * deviation...mean + 6 * deviation, count: 1_200)
        let before = whole.probabilities(figure, in: bins, fineness: 2)
        var sum = 0.0
        let middle =
            before.firstIndex {
                sum += $0; return sum >= 0.5
            } ?? 0
        let value = bins.range.lowerBound + (Double(middle) + 1) * (bins.range.upperBound - bins.range.lowerBound) / Double(bins.count)
        return (value, probabilities(figure, in: bins, fineness: 2)[...middle].reduce(0, +))
    }
}

extension Double {
    /// Without a needless `.0`.
    fileprivate var formatted: String { self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self) }
}
