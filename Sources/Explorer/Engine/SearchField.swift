import Architectures
import Diffusion
import Search

/// What is searched: an objective in a space.
protocol SearchField {
    var objective: String { get }
    var bound: Constraint? { get }
    /// The next round of a search that has come so far. - Throws: `SearchError`, `GuidanceError`
    func round(of entrant: SearchRequest.Entrant, by strategy: any Strategy, seed: UInt64) throws -> SearchRound
}

/// A space whose architectures the screen knows under one name.
protocol RacedSpace: SearchableSpace {
    static func told(_ architecture: Architecture) -> Architectures.Architecture
    /// - Returns: nil for one of another space
    static func own(_ architecture: Architectures.Architecture) -> Architecture?
}

extension NASBench201Space: RacedSpace {
    static func told(_ cell: Cell) -> Architectures.Architecture { Architectures.Architecture(cell) }
    static func own(_ architecture: Architectures.Architecture) -> Cell? { architecture.cell }
}

extension MobileNetSpace: RacedSpace {
    static func told(_ network: MobileNet) -> Architectures.Architecture { Architectures.Architecture(network) }
    static func own(_ architecture: Architectures.Architecture) -> MobileNet? { architecture.network }
}

/// An objective in a space, and where its figures come from.
struct SpaceField<Space: RacedSpace>: SearchField {
    let objective: String
    let bound: Constraint?
    let problem: Problem<Space>
    /// 1 where more is better, else −1: figures times this are scores.
    let sign: Double
    /// Figures by architecture: the objective's, then what is bounded.
    let figures: @Sendable ([Space.Architecture]) -> [[Double]]
    let space: SearchSpace

    func round(of entrant: SearchRequest.Entrant, by strategy: any Strategy, seed: UInt64) throws -> SearchRound {
        let evaluated = entrant.evaluated.compactMap(Space.own)
        let history = History(zip(evaluated, figures(evaluated)).map { Observation($0, values: $1) })
        func round(_ architectures: [Space.Architecture], _ forecasts: [SearchForecast?] = [], _ picture: SearchPicture? = nil) -> SearchRound {
            SearchRound(
                entrant: entrant.id, after: history.count, evaluations: evaluations(of: architectures, forecasts), picture: picture)
        }
        if history.count == 0 { return round(problem.start(entrant.count, seed: seed)) }
        guard let modelled = strategy as? ModelStrategy else {
            return round(try strategy.propose(entrant.count, for: problem, after: history, seed: seed).architectures)
        }
        let ruler = ScoreRuler(history.observations.map { sign * $0.values[0] })
        func forecast(_ expectation: Expectation) -> SearchForecast { ruler.forecast(expectation, sign: sign) }
        var seen: (shares: ChoiceShares, count: Int, best: [(architecture: Space.Architecture, expectation: Expectation)])?
        let proposal = try modelled.propose(entrant.count, for: problem, after: history, seed: seed) { model, candidates in
            seen = (ChoiceShares(candidates.architectures.map(Space.told), in: space), candidates.architectures.count, best(candidates, model, history))
        }
        let chosen = Set(proposal.architectures)
        let picture = seen.map { seen in
            SearchPicture(
                candidates: zip(seen.best, figures(seen.best.map(\.architecture))).map { candidate, figures in
                    .init(
                        architecture: Space.told(candidate.architecture), forecast: forecast(candidate.expectation), value: figures[0],
                        isChosen: chosen.contains(candidate.architecture))
                },
                count: seen.count, shares: seen.shares, fitting: proposal.times.fitting,
                proposing: proposal.times.proposing + proposal.times.ranking)
        }
        return round(proposal.architectures, proposal.expectations.map(forecast), picture)
    }

    private func evaluations(of architectures: [Space.Architecture], _ forecasts: [SearchForecast?]) -> [SearchEvaluation] {
        zip(architectures, figures(architectures)).enumerated().map { place, found in
            SearchEvaluation(
                architecture: Space.told(found.0), value: found.1[0], bounded: bound == nil ? nil : found.1.last,
                isFeasible: problem.objective.isFeasible(found.1), forecast: forecasts.indices.contains(place) ? forecasts[place] : nil)
        }
    }

    /// What the acquisition likes best of what was not evaluated.
    private func best(
        _ candidates: Candidates<Space>, _ model: AcquisitionModel, _ history: History<Space.Architecture>
    ) -> [(architecture: Space.Architecture, expectation: Expectation)] {
        let all = candidates.architectures
        let expectations = model.expectations(candidates.rows, count: all.count, draws: all.map { _ in 0 })
        let ranked = all.indices.filter { !history.contains(all[$0]) }.sorted {
            let (one, other) = (expectations[$0].acquisition, expectations[$1].acquisition)
            return one != other ? one > other : problem.space.text(of: all[$0]) < problem.space.text(of: all[$1])
        }
        return ranked.prefix(Self.shownCandidates).map { (architecture: all[$0], expectation: expectations[$0]) }
    }

    private static var shownCandidates: Int { 16 }
}

extension SpaceField {
    fileprivate static func objective(_ wanted: SearchObjective, _ sign: Double, _ bound: Constraint?) throws -> Objective {
        try Objective([.init(column: wanted.column, weight: sign)], constraints: bound.map { [$0] } ?? [])
    }
}

extension SpaceField<NASBench201Space> {
    /// - Throws: `SearchError` where a property has no figures, or nothing keeps the bound
    init(cells loaded: LoadedModels, objective name: String, bound: Constraint?) throws {
        let table = SearchTable<NASBench201Space>(
            name: "the explorer's tables", architectures: Array(Cell.all),
            columns: loaded.figures.map { .init(name: $0.name, values: $0.values) })
        let wanted = SearchObjective(name)
        let sign: Double = wanted.isMore ?? loaded.figures.first { $0.name == wanted.column }?.info.higherIsBetter ?? true ? 1 : -1
        let objective = try Self.objective(wanted, sign, bound)
        problem = try table.problem(objective, in: NASBench201Space(), allowsMissing: true)
        let columns = try objective.columns.map(table.column)
        figures = { cells in cells.map { cell in columns.map { $0.values[cell.code] } } }
        space = .nasbench201
        (self.objective, self.bound, self.sign) = (name, bound, sign)
    }
}

extension SpaceField<MobileNetSpace> {
    /// - Throws: `SearchError` where nothing is known of a property
    init(networks loaded: LoadedModels, objective name: String, bound: Constraint?) throws {
        func judge(_ column: String) throws -> (info: PropertyInfo, figures: @Sendable ([MobileNet]) -> [Double]) {
            if let judge = loaded.judges.first(where: { $0.info.name == column }) { return (judge.info, judge.judge) }
            if let known = loaded.networks.first(where: { $0.info.name == column }) {
                return (known.info, { networks in networks.map { known.figure.value(of: $0) } })
            }
            throw SearchError.unknownColumn(
                column, table: "what is known of \(loaded.space.title)", known: loaded.judges.map(\.info.name) + loaded.networks.map(\.info.name))
        }
        let wanted = SearchObjective(name)
        let sign: Double = try wanted.isMore ?? judge(wanted.column).info.higherIsBetter ? 1 : -1
        let objective = try Self.objective(wanted, sign, bound)
        problem = Problem(space: MobileNetSpace(), objective: objective)
        let judges = try objective.columns.map { try judge($0).figures }
        figures = { networks in
            let columns = judges.map { $0(networks) }
            return networks.indices.map { place in columns.map { $0[place] } }
        }
        space = .mobilenetv3
        (self.objective, self.bound, self.sign) = (name, bound, sign)
    }
}
