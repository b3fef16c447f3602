import Architectures
import ArgumentParser
import Diffusion
import Search

enum StrategyChoice: String, ExpressibleByArgument, CaseIterable {
    case guided, random, mutation, mutationAndRandom = "mutation+random", bananas, evolution, local, exhaustive
}

enum SurrogateChoice: String, ExpressibleByArgument, CaseIterable { case gp, mlp }
enum AcquisitionChoice: String, ExpressibleByArgument, CaseIterable { case ei, pi, ucb, its, exploit }

/// How a search chooses what to evaluate.
struct StrategyOptions: ParsableArguments {
    @Option(help: "Strategies, separated by commas: \(StrategyChoice.allCases.map(\.rawValue).joined(separator: ", ")).")
    var strategy: ChoiceList<StrategyChoice> = ChoiceList([.guided])

    @Option(help: "Surrogates of those that have one, separated by commas: gp (Gaussian process), mlp (ensemble of five networks).")
    var surrogate: ChoiceList<SurrogateChoice> = ChoiceList([.gp])

    @Option(help: "Acquisitions, separated by commas: ei, pi, ucb, its (independent Thompson sampling), exploit.")
    var acquisition: ChoiceList<AcquisitionChoice> = ChoiceList([.ei])

    @Option(help: "Standard deviations that ucb adds to the mean.")
    var beta: Double = 1

    @Option(help: "Candidates that mutation looks at in a round.")
    var mutations: Int = MutationSettings().count

    @Option(help: "Candidates that guided diffusion draws at a time.")
    var samples: Int = GuidedSettings.defaultCount

    @Option(help: "Reverse steps of guided diffusion.")
    var steps: Int = GuidedSettings.defaultSteps

    @Option(help: "How often guided diffusion goes on from the best, noised again.")
    var refinements: Int = GuidedSettings.defaultRefinements

    @Option(help: "How strongly diffusion is guided: the power of the acquisition.")
    var gamma: Double = GuidedSettings.defaultGamma

    @Option(help: "Order of the guidance.")
    var order: GuidanceOrder = GuidedSettings.defaultOrder

    @Option(help: "Where the surrogate is asked: at the noisy state or at the clean estimate.")
    var place: GuidancePlace = GuidedSettings.defaultPlace

    @Option(help: "Architectures alive in evolution.")
    var population: Int = EvolutionStrategy().population

    @Option(help: "Architectures that compete to be a parent in evolution.")
    var tournament: Int = EvolutionStrategy().tournament

    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    func validate() throws {
        try Check.range("--beta", beta, beta.isFinite && (0...100).contains(beta), "between 0 and 100")
        try Check.range("--mutations", mutations, (1...100_000).contains(mutations), "between 1 and 100000")
        try Check.range("--samples", samples, (1...100_000).contains(samples), "between 1 and 100000")
        try Check.rule("--steps", steps, .steps)
        try Check.range("--refinements", refinements, (0...100).contains(refinements), "between 0 and 100")
        try Check.range("--gamma", gamma, abs(gamma) <= 1000, "between -1000 and 1000")
        try Check.range("--population", population, (2...100_000).contains(population), "between 2 and 100000")
        try Check.range("--tournament", tournament, (1...population).contains(tournament), "between 1 and the population")
    }

    /// Every combination that is asked for.
    /// - Parameter threads: that one search may use
    /// - Throws: `SearchError.notEnumerable`, and what is wrong with the denoiser's file
    func strategies(threads: Int, of space: SearchSpace) throws -> [any Strategy] {
        if strategy.contains(.exhaustive), !space.isListed {
            throw SearchError.notEnumerable(strategy: StrategyChoice.exhaustive.rawValue, space: space.name)
        }
        let guided =
            try strategy.contains(.guided)
            ? GuidedSettings(
                denoiser: EmbeddedModels.anyDenoiser(or: denoiserFile, of: space), count: samples, steps: steps, refinements: refinements, gamma: gamma, order: order,
                place: place, threads: threads)
            : nil
        let isAblation = surrogate.values.count * acquisition.values.count > 1
        return strategy.values.flatMap { choice -> [any Strategy] in
            switch choice {
            case .random: return [RandomStrategy()]
            case .evolution: return [EvolutionStrategy(population: population, tournament: tournament)]
            case .local: return [LocalSearchStrategy()]
            // As published: mutations, an ensemble of networks on the path encoding, independent Thompson sampling.
            case .bananas:
                return [
                    ModelStrategy(
                        choice.rawValue, source: .mutation(MutationSettings(count: mutations)), surrogate: MLPEnsemble(),
                        acquisition: .thompson)
                ]
            case .guided, .mutation, .mutationAndRandom, .exhaustive:
                guard let source = source(choice, guided) else { return [] }
                return surrogate.values.flatMap { surrogate in
                    acquisition.values.map { acquisition in
                        ModelStrategy(
                            isAblation ? "\(choice.rawValue) \(surrogate.rawValue) \(acquisition.rawValue)" : choice.rawValue,
                            source: source, surrogate: surrogate.surrogate, acquisition: self.acquisition(acquisition))
                    }
                }
            }
        }
    }

    private func source(_ choice: StrategyChoice, _ guided: GuidedSettings?) -> CandidateSource? {
        let mutation = MutationSettings(count: mutations)
        return switch choice {
        case .guided: guided.map { .guided($0) }
        case .mutation: .mutation(mutation)
        case .mutationAndRandom: .mutationAndRandom(mutation)
        default: .exhaustive
        }
    }

    private func acquisition(_ choice: AcquisitionChoice) -> Acquisition {
        switch choice {
        case .ei: .expectedImprovement
        case .pi: .improvementProbability
        case .ucb: .upperBound(beta: beta)
        case .its: .thompson
        case .exploit: .exploit
        }
    }
}

extension SurrogateChoice {
    var surrogate: any Surrogate {
        switch self {
        case .gp: GaussianProcess()
        case .mlp: MLPEnsemble()
        }
    }
}
