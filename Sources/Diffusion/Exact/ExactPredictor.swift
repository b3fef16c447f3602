import Architectures

/// The true noise-aware predictor for a listed space: moments of tabulated properties under the exact posterior.
public struct ExactPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    private let scores: ListedScores

    /// Properties are their standard scores. What a property has no figure of is left out of its moments, as `ExactTilts` leaves it out.
    public init(columns: [BenchmarkTable.Column], in space: SearchSpace) {
        properties = columns.map(\.info)
        scales = columns.map { PropertyScale(of: $0.values) }
        scores = ListedScores(columns.map { NormalScores.of($0.values) }, of: space)
    }

    public func makeWorker() -> any PredictorWorker { ListedScoresWorker(scores) }
}
