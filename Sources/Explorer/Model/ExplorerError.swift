import Architectures
import Diffusion
import Foundation

/// Why the explorer cannot go on.
public enum ExplorerError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    /// Neither networks nor figures are there.
    case nothingLoaded
    /// The engine's thread ended, and cannot be started anew.
    case engineStopped
    /// There is nothing to load of it.
    case noOtherSpace(SearchSpace)
    case notPredicted(property: String, denoiser: DenoiserKind, method: GuidanceMethod)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .nothingLoaded:
            "there is neither a trained denoiser nor a table of figures: nothing can be explored"
        case .engineStopped:
            "the engine stopped unexpectedly and cannot go on: leave with q and start again"
        case .noOtherSpace(let space):
            "nothing of \(space.title) can be loaded here"
        case .notPredicted(let property, .learned, .prior), .notPredicted(let property, .published, .prior):
            "there are no figures of all architectures for '\(property)': use --method gradient, or import a table of them with 'dnag table import'"
        case .notPredicted(let property, .learned, .conditioned), .notPredicted(let property, .published, .conditioned):
            "the tilt-conditioned denoiser does not know '\(property)': use --method gradient, or train one with 'dnag train tilted-denoiser'"
        case .notPredicted(let property, .learned, _), .notPredicted(let property, .published, _):
            "the trained predictor does not know '\(property)': train one on a table that has it, or use --denoiser exact"
        case .notPredicted(let property, .exact, _):
            "no table has figures of '\(property)', so there is no exact predictor of it: pass one with --table"
        }
    }
}
