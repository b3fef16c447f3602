import Architectures

/// The properties a predictor learns, as standard scores ranked among its training architectures.
///
/// A first predictor learns from the labelled architectures alone. The space is finite, so those without a label are known too:
/// `imputed(by:)` fills in that predictor's own estimates, and a second one learns from posteriors over the whole space. No held-out
/// figure is used by either.
public struct PropertyTargets: Sendable {
    public let space: SearchSpace
    public let columns: [BenchmarkTable.Column]
    public let scales: [PropertyScale]
    /// What is trained on, what chooses the best weights, and what is kept for evaluation.
    public let split: PlaceSplit
    /// Standard scores by place, a property each; NaN where there is none.
    let scores: [[Double]]
    /// The same with the validation figures.
    let validationScores: [[Double]]
    /// The architectures that the posterior runs over, in training and in validation.
    let support, validationSupport: [Int]

    /// - Throws: `TrainingError.tooFewFigures` when a column has fewer than 100 figures among those trained on, `.constantColumn` when they are
    ///   all the same.
    /// - Precondition: columns and split are of one space
    public init(columns: [BenchmarkTable.Column], split: PlaceSplit) throws {
        guard let space = columns.first?.space else { throw TrainingError.noProperties }
        self.space = space
        self.columns = columns
        self.split = split
        var scales: [PropertyScale] = []
        var scores: [[Double]] = []
        for column in columns {
            let labelled = split.training.filter { !column.values[$0].isNaN }
            guard labelled.count >= 100 else {
                throw TrainingError.tooFewFigures(column: column.name, found: labelled.count, least: 100)
            }
            let figures = labelled.map { column.values[$0] }
            if let first = figures.first, figures.allSatisfy({ $0 == first }) {
                throw TrainingError.constantColumn(column: column.name, value: first)
            }
            let ranked = zip(figures, NormalScores.of(figures)).sorted { $0.0 < $1.0 }
            scales.append(PropertyScale(of: figures))
            scores.append(column.values.map { Self.score($0, among: ranked) })
        }
        self.scales = scales
        self.scores = scores
        validationScores = scores
        support = split.training
        validationSupport = split.training + split.validation
    }

    private init(
        _ targets: PropertyTargets, scores: [[Double]], validationScores: [[Double]]
    ) {
        space = targets.space
        columns = targets.columns
        scales = targets.scales
        split = targets.split
        self.scores = scores
        self.validationScores = validationScores
        support = Array(0..<(space.list?.count ?? 0))
        validationSupport = support
    }

    /// The same properties for every architecture: a predictor's estimate stands in wherever those trained on have no figure.
    public func imputed(by predictor: LearnedPredictor) -> PropertyTargets {
        let places = 0..<(space.list?.count ?? 0)
        let estimates = CleanPredictions.scores(places.compactMap { Architecture(place: $0, of: space)?.state }, by: predictor)
        let training = Set(split.training), known = training.union(split.validation)
        func filled(_ known: Set<Int>) -> [[Double]] {
            scores.indices.map { p in
                places.map { place in
                    let label = known.contains(place) ? scores[p][place] : .nan
                    return label.isNaN ? Double(estimates[place][p]) : label
                }
            }
        }
        return PropertyTargets(self, scores: filled(training), validationScores: filled(known))
    }

    /// The score of a figure among sorted (figure, score) pairs: the pair's own, or between its neighbours'.
    private static func score(_ value: Double, among ranked: [(Double, Double)]) -> Double {
        guard !value.isNaN else { return .nan }
        var low = 0, high = ranked.count
        while low < high {
            let middle = (low + high) / 2
            if ranked[middle].0 < value { low = middle + 1 } else { high = middle }
        }
        if low == ranked.count { return ranked[low - 1].1 }
        if low == 0 || ranked[low].0 == value { return ranked[low].1 }
        let (before, after) = (ranked[low - 1], ranked[low])
        return before.1 + (value - before.0) / (after.0 - before.0) * (after.1 - before.1)
    }
}
