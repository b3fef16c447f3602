/// What searches of one strategy came to.
public struct StudySummary: Sendable {
    public let strategy: String
    /// The objective's score; where a front is sought, the share of the whole front's hypervolume that is not dominated yet.
    public let regret: RegretCurve
    /// By column, its mean over the seeds in the best architecture found after each evaluation; empty where a front is sought.
    public let reported: [(column: String, means: [Double])]
    /// Seconds of a run, mean over the seeds.
    public let times: PhaseTimes
    public let seconds: Double

    public init<Space: SearchableSpace>(
        _ strategy: String, runs: [SearchRun<Space.Architecture>], yardstick: Yardstick, table: SearchTable<Space>,
        problem: Problem<Space>, report: [String]
    ) throws {
        self.strategy = strategy
        let objective = problem.objective
        regret = RegretCurve(
            worths: runs.map { yardstick.worths($0.history.observations.map(\.values), objective) }, best: yardstick.best)
        reported =
            objective.kind == .front
            ? []
            : try report.map { name in
                let column = try table.column(name)
                return (name, Self.means(runs, of: column, table, objective))
            }
        let count = Double(max(runs.count, 1))
        var times = PhaseTimes()
        for run in runs { times += run.times }
        self.times = PhaseTimes(
            fitting: times.fitting / count, proposing: times.proposing / count, ranking: times.ranking / count)
        seconds = runs.reduce(0) { $0 + $1.seconds } / count
    }

    private static func means<Space: SearchableSpace>(
        _ runs: [SearchRun<Space.Architecture>], of column: SearchTable<Space>.Column, _ table: SearchTable<Space>,
        _ objective: Objective
    ) -> [Double] {
        let length = runs.map(\.history.count).max() ?? 0
        let curves = runs.map { run in
            var best = -Double.infinity, value = Double.nan
            return run.history.observations.map { observation in
                let worth = objective.worth(observation.values)
                if worth > best {
                    best = worth
                    value = table.values([column], of: observation.architecture)[0]
                }
                return value
            }
        }
        return (0..<length).map { n in
            // While nothing feasible was found there is nothing to report.
            let values = curves.compactMap { $0.isEmpty ? nil : $0[min(n, $0.count - 1)] }.filter { !$0.isNaN }
            return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
        }
    }
}

/// The best that a table holds, which searches are measured against.
public struct Yardstick: Sendable {
    /// The largest worth there is: a score, or 1, all of the front's hypervolume.
    public let best: Double
    /// Hypervolume is measured from the worst figures of what is feasible, in units of the whole front's.
    private let reference: [Double]
    private let whole: Double

    /// Where the best is not known: the best that any search found. - Precondition: no front is sought
    public init<Architecture>(bestOf runs: [SearchRun<Architecture>], _ objective: Objective) {
        best = runs.flatMap { $0.history.observations.map { objective.worth($0.values) } }.max() ?? -.infinity
        (reference, whole) = ([], 1)
    }

    public init<Space: SearchableSpace>(_ problem: Problem<Space>, table: SearchTable<Space>) throws {
        let objective = problem.objective
        let columns = try objective.columns.map(table.column)
        let values = table.architectures.filter { problem.isAdmitted($0) }.map { table.values(columns, of: $0) }
            .filter { objective.isFeasible($0) }
        guard objective.kind == .front else {
            best = values.map { objective.worth($0) }.max() ?? -.infinity
            (reference, whole) = ([], 1)
            return
        }
        let parts = values.map { objective.parts($0) }
        reference = objective.terms.indices.map { term in parts.map { $0[term] }.min() ?? 0 }
        whole = Hypervolume.of(parts, reference: reference)
        best = 1
    }

    /// What each evaluation's figures are worth: scores, or the share of the hypervolume that all up to it dominate.
    func worths(_ values: [[Double]], _ objective: Objective) -> [Double] {
        guard objective.kind == .front else { return values.map { objective.worth($0) } }
        var front: [[Double]] = [], share = 0.0
        return values.map { values in
            let parts = objective.parts(values)
            guard objective.isFeasible(values), !parts.contains(where: \.isNaN),
                !front.contains(where: { other in zip(other, parts).allSatisfy { $0 >= $1 } })
            else { return share }
            front.removeAll { other in zip(other, parts).allSatisfy { $0 <= $1 } }
            front.append(parts)
            // The last digit may differ with the order of the points: the whole front is the whole front.
            share = Hypervolume.of(front, reference: reference) / whole
            if share > 1 - 1e-9 { share = 1 }
            return share
        }
    }
}
