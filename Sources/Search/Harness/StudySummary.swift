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

    public init(
        _ strategy: String, runs: [SearchRun], yardstick: Yardstick, table: SearchTable,
        problem: Problem, report: [String]
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

    private static func means(
        _ runs: [SearchRun], of column: SearchTable.Column, _ table: SearchTable,
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
