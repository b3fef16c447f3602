import Architectures
import Diffusion
import Search

/// Computes rounds of searches. A round is a pure function of its request; what is kept between rounds is only what does not change.
final class SearchDesk {
    private let loaded: LoadedModels
    private let threads: Int
    private var field: SearchField?

    /// - Parameter threads: that drawing candidates may use
    init(_ loaded: LoadedModels, threads: Int) {
        self.loaded = loaded
        self.threads = threads
    }

    /// - Throws: `SearchError`, `GuidanceError`
    func round(of entrant: SearchRequest.Entrant, in request: SearchRequest) throws -> SearchRound {
        let field = try field(request)
        let strategy = entrant.method.strategy(denoiser: denoiser(request.denoiser), threads: threads)
        return try field.round(of: entrant, by: strategy, seed: request.seed)
    }

    private func field(_ request: SearchRequest) throws -> SearchField {
        if let field, field.objective == request.objective, field.bound == request.bound { return field }
        let made = try SearchField(loaded, objective: request.objective, bound: request.bound)
        field = made
        return made
    }

    /// The published network has no gradient to carry an acquisition's back through.
    private func denoiser(_ kind: DenoiserKind) -> any Denoiser {
        if kind != .exact, let learned = loaded.learned?.denoiser { return learned }
        return loaded.space.isListed ? ExactDenoiser(of: loaded.space) : FactoredDenoiser(of: loaded.space)
    }
}

extension SearchMethod {
    /// As `dnag search bo` has it, with its usual settings and a Gaussian process for a surrogate.
    func strategy(denoiser: any Denoiser, threads: Int) -> any Search.Strategy {
        let source: CandidateSource
        switch strategy {
        case .random: return RandomStrategy()
        case .evolution: return EvolutionStrategy()
        case .local: return LocalSearchStrategy()
        case .guided: source = .guided(GuidedSettings(denoiser: denoiser, gamma: gamma, threads: threads))
        case .mutation: source = .mutation(MutationSettings())
        case .mutationAndRandom: source = .mutationAndRandom(MutationSettings())
        case .exhaustive: source = .exhaustive
        }
        return ModelStrategy(strategy.rawValue, source: source, surrogate: GaussianProcess(), acquisition: acquisition.function)
    }
}

extension SearchMethod.Acquisition {
    fileprivate var function: Search.Acquisition {
        switch self {
        case .ei: .expectedImprovement
        case .pi: .improvementProbability
        case .ucb: .upperBound(beta: 1)
        case .its: .thompson
        case .exploit: .exploit
        }
    }
}
