import Architectures
import Diffusion
import Search

/// Computes rounds of searches. A round is a pure function of its request; what is kept between rounds is only what does not change.
final class SearchDesk {
    private struct Subject {
        let objective: String
        let column: SearchTable<NASBench201Space>.Column
        let table: SearchTable<NASBench201Space>
        let problem: Problem<NASBench201Space>
        /// 1 where more is better, else −1: figures times this are scores.
        let sign: Double
    }

    private let loaded: LoadedModels
    private let threads: Int
    private var subject: Subject?

    /// - Parameter threads: that drawing candidates may use
    init(_ loaded: LoadedModels, threads: Int) {
        self.loaded = loaded
        self.threads = threads
    }

    /// - Throws: `SearchError`, `GuidanceError`
    func round(of entrant: SearchRequest.Entrant, in request: SearchRequest) throws -> SearchRound {
        let subject = try subject(request.objective)
        var history = History<Cell>()
        for cell in entrant.evaluated.compactMap({ Cell(code: Int($0)) }) { history.tell(observation(cell, subject)) }
        if history.count == 0 {
            let start = try Harness(
                subject.problem, table: subject.table,
                settings: StudySettings(initial: entrant.count, batch: 1, budget: entrant.count + 1)
            ).start(seed: request.seed)
            return SearchRound(entrant: entrant.id, after: history.count, evaluations: start.map { evaluation($0, nil, subject) }, picture: nil)
        }
        let strategy = entrant.method.strategy(denoiser: denoiser(request.denoiser), threads: threads)
        guard let modelled = strategy as? ModelStrategy else {
            let proposal = try strategy.propose(entrant.count, for: subject.problem, after: history, seed: request.seed)
            return SearchRound(
                entrant: entrant.id, after: history.count, evaluations: proposal.architectures.map { evaluation($0, nil, subject) }, picture: nil)
        }
        let ruler = ScoreRuler(history.observations.map { subject.sign * $0.values[0] })
        var seen: (shares: [[Double]], count: Int, best: [(cell: Cell, expectation: Expectation)])?
        let proposal = try modelled.propose(entrant.count, for: subject.problem, after: history, seed: request.seed) { model, candidates in
            seen = (Self.shares(candidates.architectures), candidates.architectures.count, Self.best(candidates, model, history))
        }
        func forecast(_ expectation: Expectation) -> SearchForecast { ruler.forecast(expectation, sign: subject.sign) }
        let chosen = Set(proposal.architectures)
        let picture = seen.map { seen in
            SearchPicture(
                candidates: seen.best.map {
                    .init(code: Int16($0.cell.code), forecast: forecast($0.expectation), isChosen: chosen.contains($0.cell))
                },
                count: seen.count, shares: seen.shares, fitting: proposal.times.fitting,
                proposing: proposal.times.proposing + proposal.times.ranking)
        }
        let evaluations = proposal.architectures.enumerated().map { place, cell in
            let expected = proposal.expectations.indices.contains(place) ? forecast(proposal.expectations[place]) : nil
            return evaluation(cell, expected, subject)
        }
        return SearchRound(entrant: entrant.id, after: history.count, evaluations: evaluations, picture: picture)
    }

    private func subject(_ objective: String) throws -> Subject {
        if let subject, subject.objective == objective { return subject }
        let name = "the explorer's tables"
        guard let figures = loaded.figures.first(where: { $0.name == objective }) else {
            throw SearchError.unknownColumn(objective, table: name, known: loaded.figures.map(\.name))
        }
        let column = SearchTable<NASBench201Space>.Column(name: objective, values: figures.values)
        let table = SearchTable<NASBench201Space>(name: name, architectures: Array(Cell.all), columns: [column])
        let sign: Double = figures.info.higherIsBetter ? 1 : -1
        let problem = try table.problem(Objective([.init(column: objective, weight: sign)]), in: NASBench201Space(), allowsMissing: true)
        let made = Subject(objective: objective, column: column, table: table, problem: problem, sign: sign)
        subject = made
        return made
    }

    /// The published network has no gradient to carry an acquisition's back through.
    private func denoiser(_ kind: DenoiserKind) -> any Denoiser {
        kind == .exact ? ExactDenoiser() : loaded.learned?.denoiser ?? ExactDenoiser()
    }

    private func observation(_ cell: Cell, _ subject: Subject) -> Observation<Cell> {
        Observation(cell, values: [subject.column.values[cell.code]])
    }

    private func evaluation(_ cell: Cell, _ forecast: SearchForecast?, _ subject: Subject) -> SearchEvaluation {
        SearchEvaluation(code: Int16(cell.code), value: subject.column.values[cell.code], forecast: forecast)
    }

    /// How often each operation is on each edge, [edges][operations].
    private static func shares(_ cells: [Cell]) -> [[Double]] {
        var shares = Cell.edges.map { _ in [Double](repeating: 0, count: Operation.allCases.count) }
        for cell in cells {
            for edge in Cell.edges.indices { shares[edge][cell[edge].rawValue] += 1 / Double(cells.count) }
        }
        return shares
    }

    /// What the acquisition likes best of what was not evaluated.
    private static func best(
        _ candidates: Candidates<NASBench201Space>, _ model: AcquisitionModel, _ history: History<Cell>
    ) -> [(cell: Cell, expectation: Expectation)] {
        let cells = candidates.architectures
        let expectations = model.expectations(candidates.rows, count: cells.count, draws: cells.map { _ in 0 })
        return zip(cells, expectations).filter { !history.contains($0.0) }
            .sorted { $0.1.acquisition != $1.1.acquisition ? $0.1.acquisition > $1.1.acquisition : $0.0 < $1.0 }
            .prefix(shownCandidates).map { (cell: $0.0, expectation: $0.1) }
    }

    private static let shownCandidates = 16
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
