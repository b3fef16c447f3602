import Architectures
import Diffusion
import Search

/// What is searched: an objective in a space, and where its figures come from.
struct SearchField {
    let objective: String
    let bound: Constraint?
    private let problem: Problem
    /// 1 where more is better, else −1: figures times this are scores.
    private let sign: Double
    /// Figures by architecture: the objective's, then what is bounded.
    private let figures: @Sendable ([Architecture]) -> [[Double]]

    /// - Throws: `SearchError` where nothing is known of a property, or nothing keeps the bound
    init(_ loaded: LoadedModels, objective name: String, bound: Constraint?) throws {
        let wanted = SearchObjective(name), space = SearchedSpace(loaded.space)
        let sign: Double = try wanted.isMore ?? loaded.known(wanted.column).info.higherIsBetter ? 1 : -1
        let objective = try Objective([.init(column: wanted.column, weight: sign)], constraints: bound.map { [$0] } ?? [])
        let known = try objective.columns.map { try loaded.known($0).figures }
        if let all = space.all {
            // What lacks a figure is not searched.
            let columns = zip(objective.columns, known).map { SearchTable.Column(name: $0, values: $1(all)) }
            problem = try SearchTable(name: "the explorer's tables", architectures: all, columns: columns)
                .problem(objective, in: space, allowsMissing: true)
        } else {
            problem = Problem(space: space, objective: objective)
        }
        figures = { architectures in
            let columns = known.map { $0(architectures) }
            return architectures.indices.map { place in columns.map { $0[place] } }
        }
        (self.objective, self.bound, self.sign) = (name, bound, sign)
    }

    /// The next round of a search that has come so far. - Throws: `SearchError`, `GuidanceError`
    func round(of entrant: SearchRequest.Entrant, by strategy: any Strategy, seed: UInt64) throws -> SearchRound {
        let evaluated = entrant.evaluated
        let history = History(zip(evaluated, figures(evaluated)).map { Observation($0, values: $1) })
        func round(_ architectures: [Architecture], _ forecasts: [SearchForecast?] = [], _ picture: SearchPicture? = nil) -> SearchRound {
            SearchRound(
                entrant: entrant.id, after: history.count, evaluations: evaluations(of: architectures, forecasts), picture: picture)
        }
        if history.count == 0 { return round(problem.start(entrant.count, seed: seed)) }
        guard let modelled = strategy as? ModelStrategy else {
            return round(try strategy.propose(entrant.count, for: problem, after: history, seed: seed).architectures)
        }
        let ruler = ScoreRuler(history.observations.map { sign * $0.values[0] })
        func forecast(_ expectation: Expectation) -> SearchForecast { ruler.forecast(expectation, sign: sign) }
        var seen: (shares: ChoiceShares, count: Int, best: [(architecture: Architecture, expectation: Expectation)])?
        let proposal = try modelled.propose(entrant.count, for: problem, after: history, seed: seed) { model, candidates in
            seen = (ChoiceShares(candidates.architectures, in: problem.space.space), candidates.architectures.count, best(candidates, model, history))
        }
        let chosen = Set(proposal.architectures)
        let picture = seen.map { seen in
            SearchPicture(
                candidates: zip(seen.best, figures(seen.best.map(\.architecture))).map { candidate, figures in
                    .init(
                        architecture: candidate.architecture, forecast: forecast(candidate.expectation), value: figures[0],
                        isChosen: chosen.contains(candidate.architecture))
                },
                count: seen.count, shares: seen.shares, fitting: proposal.times.fitting,
                proposing: proposal.times.proposing + proposal.times.ranking)
        }
        return round(proposal.architectures, proposal.expectations.map(forecast), picture)
    }

    private func evaluations(of architectures: [Architecture], _ forecasts: [SearchForecast?]) -> [SearchEvaluation] {
        zip(architectures, figures(architectures)).enumerated().map { place, found in
            SearchEvaluation(
                architecture: found.0, value: found.1[0], bounded: bound == nil ? nil : found.1.last,
                isFeasible: problem.objective.isFeasible(found.1), forecast: forecasts.indices.contains(place) ? forecasts[place] : nil)
        }
    }

    /// What the acquisition likes best of what was not evaluated.
    private func best(
        _ candidates: Candidates, _ model: AcquisitionModel, _ history: History
    ) -> [(architecture: Architecture, expectation: Expectation)] {
        let all = candidates.architectures
        let expectations = model.expectations(candidates.rows, count: all.count, draws: all.map { _ in 0 })
        let ranked = all.indices.filter { !history.contains(all[$0]) }.sorted {
            let (one, other) = (expectations[$0].acquisition, expectations[$1].acquisition)
            return one != other ? one > other : all[$0].archString < all[$1].archString
        }
        return ranked.prefix(Self.shownCandidates).map { (architecture: all[$0], expectation: expectations[$0]) }
    }

    private static let shownCandidates = 16
}

extension LoadedModels {
    /// What is known of a property, and its figures by architecture; NaN where there is none. Tables come before models.
    fileprivate func known(_ column: String) throws -> (info: PropertyInfo, figures: @Sendable ([Architecture]) -> [Double]) {
        if let known = figures.first(where: { $0.name == column }) {
            return (known.info, { $0.map { $0.place.map { known.values[$0] } ?? .nan } })
        }
        if let judge = judges.first(where: { $0.info.name == column }) { return (judge.info, judge.judge) }
        if let known = networks.first(where: { $0.info.name == column }) {
            return (known.info, { $0.map { known.figure.value(of: $0) ?? .nan } })
        }
        throw SearchError.unknownColumn(
            column, table: "what is known of \(space.title)", known: figures.map(\.name) + judges.map(\.info.name) + networks.map(\.info.name))
    }
}
