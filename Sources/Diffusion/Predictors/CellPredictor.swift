import Architectures
import Foundation

/// A predictor that has learned clean cells and knows noise exactly.
///
/// The space is finite, so its network is asked once for every cell, and what it says of a noisy state follows from the exact posterior:
/// E[y | x] = Σ p(cell | x)·f(cell), with covariances and gradients to match. It is noise-aware at every level with no noisy
/// training, and its estimates of single cells are not smoothed over by the noise.
public struct CellPredictor: Predictor {
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    /// How it was trained, as its file says.
    public let about: [String: String]
    let configuration: CellNetwork.Configuration
    let weights: [Float]
    private let scores: ListedScores

    /// - Parameter threads: how many evaluate the network; they change nothing but the time it takes
    init(
        properties: [PropertyInfo], scales: [PropertyScale], configuration: CellNetwork.Configuration, weights: [Float],
        about: [String: String], threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        self.properties = properties
        self.scales = scales
        self.configuration = configuration
        self.weights = weights
        self.about = about
        scores = ListedScores(CellNetwork.estimates(configuration, weights: weights, threads: threads), of: .nasbench201)
    }

    /// What the network says of each cell: standard scores of a property by code, [15625].
    /// - Precondition: `property` is a place in `properties`.
    public func estimates(of property: Int) -> [Double] { scores[property] }

    /// Weights that are finite may still be too large (files come from outside).
    var answersAreFinite: Bool { scores.values.allSatisfy(\.isFinite) }

    public func makeWorker() -> any PredictorWorker { ListedScoresWorker(scores) }
}
