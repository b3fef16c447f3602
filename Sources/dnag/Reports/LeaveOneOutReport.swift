import Search
import Tensors

/// What `dnag search leave-one-out` reports.
struct LeaveOneOutReport: FormedReport {
    let budget, portfolio, initial: Int
    let share: Double
    let seeds: [UInt64]
    let seconds: Double
    let targets: [Target]
    /// Mean over the targets.
    let mean: [Strategy]

    struct Target: Encodable {
        let target: String
        let strategies: [Strategy]
    }

    struct Strategy: Encodable {
        let strategy: String
        /// After 1, 2, … evaluations.
        let meanRegret: [Double]
        /// nil of one seed, which says nothing of others.
        let standardError: [Double]?

        private enum CodingKeys: String, CodingKey { case strategy, meanRegret = "mean_regret", standardError = "standard_error" }

        init(_ contender: LeaveOneOut.Contender, _ regrets: [MeanRegret], seeds: Int) {
            strategy = contender.rawValue
            meanRegret = regrets.map(\.mean)
            standardError = seeds > 1 ? regrets.map(\.standardError) : nil
        }
    }

    init(_ targets: [LeaveOneOut.Target], settings: LeaveOneOut.Settings, seeds: [UInt64], seconds: Double) {
        (budget, portfolio, initial, share) = (settings.budget, settings.portfolio, settings.initial, settings.share)
        self.seeds = seeds
        self.seconds = seconds
        func strategies(_ regret: (LeaveOneOut.Contender, Int) -> MeanRegret) -> [Strategy] {
            LeaveOneOut.Contender.allCases.map { name in
                Strategy(name, (1...max(settings.budget, 1)).map { regret(name, $0) }, seeds: seeds.count)
            }
        }
        self.targets = targets.map { target in Target(target: target.task.column, strategies: strategies { target.regret($0, after: $1) }) }
        mean = strategies { name, n in MeanRegret(over: targets.map { $0.regret(name, after: n) }) }
    }

    private var stations: [Int] { [1, 3, 10, 30, 60, 100, 300, 1000].filter { $0 < budget } + [budget] }

    var text: String {
        let part = share < 1 ? ", each seed in \((100 * share).fixed(0)) % of the table" : ""
        let title = """
            \(targets.count) tasks, each by the figures of the others; \(seeds.count) \(seeds.count == 1 ? "seed" : "seeds")\(part); a portfolio of \(portfolio)

            """
        let tables = targets.map { table($0.target.escaped(), $0.strategies) } + [table("mean over the tasks", mean)]
        return ([title] + tables).joined(separator: "\n") + "\n\(seconds.fixed(1)) s\n"
    }

    private func table(_ title: String, _ rows: [Strategy]) -> String {
        var table = TextTable(header: ["\(title): mean regret after"] + stations.map(String.init))
        for row in rows {
            table.add([row.strategy] + stations.map { n in row.meanRegret[n - 1].fixed(2) + (row.standardError.map { " ± \($0[n - 1].fixed(2))" } ?? "") })
        }
        return table.text
    }

    var csv: String {
        var text = ["target", "strategy", "evaluations", "mean_regret", "standard_error"].csvLine
        for (target, rows) in targets.map({ ($0.target, $0.strategies) }) + [("mean", mean)] {
            for row in rows {
                for n in row.meanRegret.indices { text += [target, row.strategy, "\(n + 1)", "\(row.meanRegret[n])", row.standardError.map { "\($0[n])" } ?? ""].csvLine }
            }
        }
        return text
    }
}
