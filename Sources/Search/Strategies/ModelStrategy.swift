import Architectures
import Platform
import Tensors

/// Where the architectures come from that a model chooses among.
public enum CandidateSource: Sendable {
    /// All there are: for spaces that can be enumerated.
    case exhaustive
    /// Mutations of the best architectures so far (BANANAS, White et al. 2021).
    case mutation(MutationSettings)
    /// Half mutations, half random draws.
    case mutationAndRandom(MutationSettings)
    /// Diffusion steered by the gradient of the acquisition.
    case guided(GuidedSettings)
}

/// Bayesian optimisation: a surrogate is fitted to what was evaluated, and of the candidates those are proposed that the acquisition likes best.
public struct ModelStrategy: Strategy {
    public let name: String
    public var source: CandidateSource
    public var surrogate: any Surrogate
    public var acquisition: Acquisition

    public init(_ name: String, source: CandidateSource, surrogate: any Surrogate, acquisition: Acquisition) {
        self.name = name
        self.source = source
        self.surrogate = surrogate
        self.acquisition = acquisition
    }

    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64
    ) throws -> Proposal {
        try propose(count, for: problem, after: history, seed: seed) { _, _ in }
    }

    /// The same, looked at from outside.
    /// - Parameter watch: given what was fitted and the candidates that are chosen among; not called where nothing could be fitted
    public func propose(
        _ count: Int, for problem: Problem, after history: History, seed: UInt64,
        watch: (AcquisitionModel, Candidates) -> Void
    ) throws -> Proposal {
        let clock = ContinuousClock()
        var times = PhaseTimes()
        let start = clock.now
        var generator = StudyDraw.strategy.generator(seed: seed, round: history.round)
        guard
            let model = AcquisitionModel(
                problem, history: history, surrogate: surrogate, acquisition: acquisition, seed: seed)
        else { return Proposal(problem.unseen(count, after: history, using: &generator)) }
        let fitted = clock.now
        times.fitting = (fitted - start).seconds

        let candidates = try candidates(problem, history, model, seed: seed, using: &generator)
        let proposed = clock.now
        times.proposing = (proposed - fitted).seconds
        watch(model, candidates)

        var draws = StudyDraw.acquisition.generator(seed: seed, round: history.round)
        var choice = BatchChoice(candidates, model: model, history: history)
        var proposal = choice.choose(count, using: &draws)
        if proposal.architectures.count < count {
            var asked = history
            asked.ask(proposal.architectures)
            let rest = problem.unseen(count - proposal.architectures.count, after: asked, using: &generator)
            proposal.expectations += model.expectations(
                problem.space.rows(of: rest), count: rest.count, draws: rest.map { _ in 0 })
            proposal.architectures += rest
        }
        times.ranking = (clock.now - proposed).seconds
        proposal.times = times
        return proposal
    }

    private func candidates(
        _ problem: Problem, _ history: History, _ model: AcquisitionModel, seed: UInt64,
        using generator: inout PhiloxGenerator
    ) throws -> Candidates {
        let architectures: [Architecture]
        switch source {
        case .exhaustive:
            guard let all = problem.candidates else {
                throw SearchError.notEnumerable(strategy: name, space: problem.space.name)
            }
            return all
        case .mutation(let settings):
            architectures = settings.mutations(settings.count, problem, history, using: &generator)
        case .mutationAndRandom(let settings):
            let mutations = settings.mutations(settings.count / 2, problem, history, using: &generator)
            var asked = history
            asked.ask(mutations)
            architectures = mutations + problem.unseen(settings.count - mutations.count, after: asked, using: &generator)
        case .guided(let settings):
            architectures = try settings.architectures(problem, history, model, seed: seed)
        }
        return Candidates(architectures: architectures, rows: problem.space.rows(of: architectures))
    }
}

/// Picks a batch: the best candidate, then, with its expected figure taken for granted, the next.
struct BatchChoice {
    private let candidates: Candidates
    private var model: AcquisitionModel
    private var isTaken: [Bool]

    init(_ candidates: Candidates, model: AcquisitionModel, history: History) {
        self.candidates = candidates
        self.model = model
        isTaken = candidates.architectures.map { history.contains($0) }
    }

    mutating func choose(_ count: Int, using draws: inout PhiloxGenerator) -> Proposal {
        var proposal = Proposal([])
        let total = candidates.architectures.count
        guard total > 0 else { return proposal }
        let width = candidates.rows.count / total
        // A draw belongs to an architecture all through the batch.
        let normals = model.acquisition == .thompson ? (0..<total).map { _ in draws.normal() } : Array(repeating: 0, count: total)
        var expectations = model.expectations(candidates.rows, count: total, draws: normals)
        while proposal.architectures.count < count {
            let open = expectations.indices.filter { !isTaken[$0] && !expectations[$0].acquisition.isNaN }
            guard let best = open.max(by: { expectations[$0].acquisition < expectations[$1].acquisition }) else { break }
            isTaken[best] = true
            proposal.architectures.append(candidates.architectures[best])
            proposal.expectations.append(expectations[best])
            guard proposal.architectures.count < count, model.acquisition != .thompson else { continue }
            model.believe(Array(candidates.rows[best * width..<(best + 1) * width]), count: 1)
            expectations = model.expectations(candidates.rows, count: total, draws: normals)
        }
        return proposal
    }
}

extension PhiloxGenerator {
    /// A standard normal draw.
    mutating func normal() -> Double {
        (-2 * log(1 - uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
