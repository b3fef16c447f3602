import Architectures

/// The true noise-aware predictor for NAS-Bench-201: moments of tabulated properties under the exact posterior.
public struct ExactPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    private let scores: CellScores

    /// Properties are their standard scores; a missing figure counts as the middle, 0.
    public init(columns: [BenchmarkTable.Column]) {
        properties = columns.map(\.info)
        scales = columns.map { PropertyScale(of: $0.values) }
        scores = CellScores(columns.map { NormalScores.of($0.values).map { $0.isNaN ? 0 : $0 } })
    }

    public func makeWorker() -> any PredictorWorker { CellScoresWorker(scores) }
}
