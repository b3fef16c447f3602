import Architectures

/// The true noise-aware predictor for a listed space: moments of tabulated properties under the exact posterior.
public struct ExactPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    private let scores: ListedScores

    /// Properties are their standard scores; a missing figure counts as the middle, 0.
    public init(columns: [BenchmarkTable.Column], in space: SearchSpace) {
        properties = columns.map(\.info)
        scales = columns.map { PropertyScale(of: $0.values) }
        scores = ListedScores(columns.map { NormalScores.of($0.values).map { $0.isNaN ? 0 : $0 } }, of: space)
    }

    public func makeWorker() -> any PredictorWorker { ListedScoresWorker(scores) }
}
