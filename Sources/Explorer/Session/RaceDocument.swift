import Diffusion
import Search

/// A race of searches as a session's text holds it.
struct RaceDocument: Codable, Hashable {
    var objective: String
    /// Whether it was chosen, and does not follow the sliders.
    var chosen: Bool?
    /// Such as `latency_ms_pixel3<=5.0`.
    var bound: BoundDocument?
    var batch: Int
    var seed: UInt64
    var picked: Int?
    var method: MethodDocument
    var racers: [RacerDocument]

    struct BoundDocument: Codable, Hashable {
        var column, relation: String
        var value: Double
    }

    struct MethodDocument: Codable, Hashable {
        var strategy, acquisition: String
        var gamma: Double
    }

    struct RacerDocument: Codable, Hashable {
        var id: Int
        var method: MethodDocument
        var forks: [Int]?
        var before: Bool?
        var rounds: [RoundDocument]
    }

    struct RoundDocument: Codable, Hashable {
        var method: MethodDocument
        var denoiser: String
        var count, times: Int
    }

    init(_ race: RaceCourse) {
        (objective, chosen, batch, seed, picked) = (race.objective, race.isObjectiveChosen ? true : nil, race.batch, race.seed, race.picked)
        bound = race.bound.map { BoundDocument(column: $0.column, relation: $0.relation.rawValue, value: $0.bound) }
        method = MethodDocument(race.method)
        racers = race.racers.map { racer in
            RacerDocument(
                id: racer.id, method: MethodDocument(racer.method), forks: racer.forks.isEmpty ? nil : racer.forks,
                before: racer.isBefore ? true : nil,
                rounds: racer.rounds.map {
                    RoundDocument(method: MethodDocument($0.method), denoiser: $0.denoiser.rawValue, count: $0.count, times: $0.times)
                })
        }
    }

    /// - Throws: `SessionFault`
    func race() throws -> RaceCourse {
        func check(_ holds: Bool, _ what: String, _ value: some CustomStringConvertible, _ rule: String) throws {
            if !holds { throw SessionFault(place: "search, \(what)", value: value.description, rule: rule) }
        }
        try check(RaceCourse.batches.contains(batch), "batch", batch, "must be \(RaceCourse.batchRule.text)")
        try check((0...RaceCourse.budget).contains(picked ?? 0), "picked", picked ?? 0, "must be an evaluation")
        try check(racers.count <= 8, "racers", racers.count, "must be at most 8")
        try check(Set(racers.map(\.id)).count == racers.count, "racers", "\(racers.map(\.id))", "ids must differ")
        var found: Constraint?
        if let bound {
            let relation = Constraint.Relation(rawValue: bound.relation)
            try check(relation != nil, "bound", bound.relation, "must be <= or >=")
            found = relation.map { Constraint(column: bound.column, relation: $0, bound: bound.value) }
        }
        let made = try racers.map { racer in
            let rounds = try racer.rounds.map { round in
                let kind = DenoiserKind(rawValue: round.denoiser)
                try check(kind != nil, "denoiser", round.denoiser, "must be one of \(DenoiserKind.allCases.map(\.rawValue).joined(separator: ", "))")
                try check((1...RaceCourse.budget).contains(round.count), "count", round.count, "must be between 1 and \(RaceCourse.budget)")
                try check((1...RaceCourse.budget).contains(round.times), "times", round.times, "must be between 1 and \(RaceCourse.budget)")
                return RaceCourse.Round(method: try round.method.method(), denoiser: kind ?? .learned, count: round.count, times: round.times)
            }
            try check(rounds.reduce(0) { $0 + $1.count * $1.times } <= 2 * RaceCourse.budget, "rounds", racer.id, "must keep to the budget")
            try check((racer.forks ?? []).allSatisfy((0...RaceCourse.budget).contains), "forks", "\(racer.forks ?? [])", "must be evaluations")
            return RaceCourse.Racer(
                id: racer.id, method: try racer.method.method(), forks: racer.forks ?? [], isBefore: racer.before ?? false, rounds: rounds)
        }
        return RaceCourse(
            objective: objective, isObjectiveChosen: chosen ?? false, bound: found, batch: batch, seed: seed, picked: picked,
            method: try method.method(), racers: made)
    }
}

extension RaceDocument.MethodDocument {
    init(_ method: SearchMethod) {
        (strategy, acquisition, gamma) = (method.strategy.rawValue, method.acquisition.rawValue, method.gamma)
    }

    func method() throws -> SearchMethod {
        guard let strategy = SearchMethod.Strategy(rawValue: strategy), let acquisition = SearchMethod.Acquisition(rawValue: acquisition),
            SearchMethod.gammas.contains(gamma)
        else {
            throw SessionFault(
                place: "search, method", value: "\(strategy) \(acquisition) \(gamma)", rule: "must be a strategy and an acquisition of 'dnag search bo', γ from 0 to 32")
        }
        return SearchMethod(strategy, acquisition, gamma: gamma)
    }
}
