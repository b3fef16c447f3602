import Architectures
import Diffusion
import Tensors

/// Transferable architecture search: diffusion guided by a predictor of source tasks proposes for a target that nothing is known of, the best by
/// the source are evaluated first, and a few figures of the target then correct the source (An et al., ICLR 2024, section 4.2).
public struct TransferStrategy: Strategy {
    public let name: String
    public var source: SourceTask
    public var denoiser: any Denoiser
    /// Corrects the source by what was evaluated; nil goes down the source's ranking.
    public var surrogate: (any Surrogate)?
    public var acquisition: Acquisition
    /// Candidates generated a round, in so many reverse steps.
    public var count: Int
    public var steps: Int
    public var threads: Int
    /// Neighbours of this many of the best evaluated are candidates too, as soon as there are figures to correct the source by.
    public var parents: Int

    /// Figures of the target that are needed to correct the source.
    static let leastFigures = 3

    public init(
        _ name: String, source: SourceTask, denoiser: any Denoiser, surrogate: (any Surrogate)?,
        acquisition: Acquisition = .expectedImprovement, count: Int = 128, steps: Int = 12, parents: Int = 3, threads: Int = 1
    ) {
        self.name = name
        self.source = source
        self.denoiser = denoiser
        self.surrogate = surrogate
        self.acquisition = acquisition
        self.count = count
        self.steps = steps
        self.parents = parents
        self.threads = threads
    }

    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) throws -> Proposal {
        let clock = ContinuousClock()
        let start = clock.now
        let candidates = try candidates(problem, history, seed: seed)
        let proposed = clock.now
        let scores = source.scores(of: candidates)
        let expectations = try expectations(of: candidates, scores, problem, history, seed: seed)
        let ranked = candidates.indices.sorted {
            let (a, b) = (expectations[$0].acquisition, expectations[$1].acquisition)
            return a != b ? a > b : $0 < $1
        }
        var proposal = Proposal(ranked.prefix(count).map { candidates[$0] }, expectations: ranked.prefix(count).map { expectations[$0] })
        if proposal.architectures.count < count {
            var asked = history
            asked.ask(proposal.architectures)
            var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
            proposal.architectures += problem.unseen(count - proposal.architectures.count, after: asked, using: &generator)
            proposal.expectations = []
        }
        proposal.times.proposing = (proposed - start).seconds
        proposal.times.ranking = (clock.now - proposed).seconds
        return proposal
    }

    /// What guided diffusion generates, and neighbours of the best evaluated; all admitted, none in the history.
    private func candidates(
        _ problem: Problem, _ history: History, seed: UInt64
    ) throws -> [Architecture] {
        let settings = RunSettings(
            seed: StudyDraw.generation.seed(seed, round: history.round), steps: steps, guidance: Guidance(tilts: source.tilts))
        let models = Models(denoiser: denoiser, predictor: source.predictor)
        var found: [Architecture] = [], seen: Set<Architecture> = []
        func take(_ architecture: Architecture?) {
            guard let architecture, problem.isAdmitted(architecture), !history.contains(architecture), seen.insert(architecture).inserted
            else { return }
            found.append(architecture)
        }
        for sample in try Generation.samples(count, models: models, settings: settings, threads: threads) {
            take(sample.state.withUnsafeBufferPointer { problem.space.space.glance($0)?.architecture })
        }
        guard surrogate != nil, history.count >= Self.leastFigures else { return found }
        let best = history.observations.indices.sorted {
            let (a, b) = (problem.objective.worth(history.observations[$0].values), problem.objective.worth(history.observations[$1].values))
            return a != b ? a > b : $0 < $1
        }
        for place in best.prefix(parents) {
            for neighbour in problem.space.neighbours(of: history.observations[place].architecture) { take(neighbour) }
        }
        return found
    }

    private func expectations(
        of candidates: [Architecture], _ scores: [Double], _ problem: Problem,
        _ history: History, seed: UInt64
    ) throws -> [Expectation] {
        let known = history.observations.filter { problem.objective.worth($0.values).isFinite }
        guard let surrogate, known.count >= Self.leastFigures else {
            return scores.map { Expectation(mean: $0, variance: 0, acquisition: $0) }
        }
        let model = TransferModel(
            problem.space.features, rows: problem.space.rows(of: known.map(\.architecture)),
            scores: source.scores(of: known.map(\.architecture)),
            worths: known.map { problem.objective.worth($0.values) }, surrogate: surrogate,
            seed: StudyDraw.surrogate.seed(seed, round: history.round))
        return model.moments(problem.space.rows(of: candidates), scores: scores).map { moments in
            Expectation(
                mean: moments.mean, variance: moments.variance, acquisition: acquisition(moments, best: model.best).value)
        }
    }
}
