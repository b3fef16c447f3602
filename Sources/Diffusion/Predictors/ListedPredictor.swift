import Architectures
import Foundation

/// A predictor that has learned a listed space's clean architectures and knows noise exactly.
///
/// The space is finite, so its network is asked once for every architecture, and what it says of a noisy state follows from the exact posterior:
/// E[y | x] = Σ p(A | x)·f(A), with covariances and gradients to match. It is noise-aware at every level with no noisy
/// training, and its estimates of single architectures are not smoothed over by the noise.
public struct ListedPredictor: Predictor {
    public let space: SearchSpace
    public let properties: [PropertyInfo]
    public let scales: [PropertyScale]
    /// How it was trained, as its file says.
    public let about: [String: String]
    let configuration: ListedNetwork.Configuration
    let weights: [Float]
    private let scores: ListedScores

    /// - Parameter threads: how many evaluate the network; they change nothing but the time it takes
    init(
        of space: SearchSpace, properties: [PropertyInfo], scales: [PropertyScale], configuration: ListedNetwork.Configuration, weights: [Float],
        about: [String: String], threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        self.space = space
        self.properties = properties
        self.scales = scales
        self.configuration = configuration
        self.weights = weights
        self.about = about
        scores = ListedScores(ListedNetwork.estimates(of: ListedInput(of: space), configuration, weights: weights, threads: threads), of: space)
    }

    /// What the network says of each architecture: standard scores of a property by place.
    /// - Precondition: `property` is a place in `properties`.
    public func estimates(of property: Int) -> [Double] { scores[property] }

    /// Weights that are finite may still be too large (files come from outside).
    var answersAreFinite: Bool { scores.values.allSatisfy(\.isFinite) }

    public func makeWorker() -> any PredictorWorker { ListedScoresWorker(scores) }
}
