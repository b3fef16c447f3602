import Search

/// What `dnag search bo` reports.
struct SearchReport: Encodable {
    let objective: [String]
    let initial, batch, budget: Int
    let seeds: [UInt64]
    /// The best score there is, or 1, the whole front's hypervolume.
    let best: Double
    /// Whether that is known and not only the best that was found.
    let isBestKnown: Bool
    let seconds: Double
    let strategies: [Strategy]

    struct Strategy: Encodable {
        let strategy: String
        let evaluationsToBest: Evaluations
        /// After 1, 2, … evaluations; null while nothing feasible was found.
        let regret: Curves
        let reported: [String: [Double?]]
        let seconds: Seconds
    }

    struct Evaluations: Encodable {
        /// A seed each; null where it was not found.
        let bySeed: [Int?]
        let lowerQuartile, median, upperQuartile: Double?
        let shareFound: Double
    }

    struct Curves: Encodable { let mean, lowerQuartile, median, upperQuartile: [Double?] }
    /// Of one search, on average.
    struct Seconds: Encodable { let fitting, proposing, ranking, total: Double }

    init(
        _ summaries: [StudySummary], objective: Objective, settings: StudySettings, seeds: [UInt64], best: Double,
        isBestKnown: Bool = true, seconds: Double
    ) {
        self.objective = objective.words
        (initial, batch, budget) = (settings.initial, settings.batch, settings.budget)
        self.seeds = seeds
        self.best = best
        self.isBestKnown = isBestKnown
        self.seconds = seconds
        strategies = summaries.map { summary in
            let curve = summary.regret
            return Strategy(
                strategy: summary.strategy,
                evaluationsToBest: Evaluations(
                    bySeed: curve.evaluationsToBest, lowerQuartile: curve.evaluationsToBest(quantile: 0.25),
                    median: curve.evaluationsToBest(quantile: 0.5), upperQuartile: curve.evaluationsToBest(quantile: 0.75),
                    shareFound: curve.shareFound),
                regret: Curves(
                    mean: curve.points.map(\.mean.finite), lowerQuartile: curve.points.map(\.lowerQuartile.finite),
                    median: curve.points.map(\.median.finite), upperQuartile: curve.points.map(\.upperQuartile.finite)),
                reported: Dictionary(uniqueKeysWithValues: summary.reported.map { ($0.column, $0.means.map(\.finite)) }),
                seconds: Seconds(
                    fitting: summary.times.fitting, proposing: summary.times.proposing, ranking: summary.times.ranking,
                    total: summary.seconds))
        }
    }

    /// Counts of evaluations that tables show.
    private var stations: [Int] { ((initial == 0 ? [1, 3] : []) + [10, 30, 60, 100, 150, 300, 1000]).filter { $0 < budget } + [budget] }

    var text: String {
        var parts = [
            "\(objective.joined(separator: ", ")): \(seeds.count) \(seeds.count == 1 ? "search" : "searches") a strategy, \(initial == 0 ? "" : "\(initial) random architectures, then ")\(batch) a round; the best \(isBestKnown ? "there is" : "that any found"): \(best.short)\n"
        ]
        var found = TextTable(header: ["evaluations to the best", "quartile", "median", "quartile", "found", "s a search", "fit", "propose", "rank"])
        for row in strategies {
            let count = row.evaluationsToBest
            func shown(_ value: Double?) -> String { value.map { $0.fixed($0 == $0.rounded() ? 0 : 1) } ?? ">\(budget)" }
            found.add([
                row.strategy, shown(count.lowerQuartile), shown(count.median), shown(count.upperQuartile),
                "\((100 * count.shareFound).fixed(0)) %", row.seconds.total.fixed(1), row.seconds.fitting.fixed(1),
                row.seconds.proposing.fixed(1), row.seconds.ranking.fixed(1),
            ])
        }
        parts.append(found.text)
        parts.append(table("mean regret after", strategies.map { ($0.strategy, $0.regret.mean) }))
        parts.append(table("median regret after", strategies.map { ($0.strategy, $0.regret.median) }))
        for column in Set(strategies.flatMap(\.reported.keys)).sorted() {
            parts.append(table("mean \(column) after", strategies.map { ($0.strategy, $0.reported[column] ?? []) }))
        }
        return parts.joined(separator: "\n") + "\n\(seconds.fixed(1)) s\n"
    }

    private func table(_ title: String, _ rows: [(name: String, values: [Double?])]) -> String {
        var table = TextTable(header: [title] + stations.map(String.init))
        for row in rows {
            table.add([row.name] + stations.map { row.values.isEmpty ? "–" : row.values[min($0, row.values.count) - 1]?.short ?? "–" })
        }
        return table.text
    }

    var csv: String {
        let columns = Set(strategies.flatMap(\.reported.keys)).sorted()
        var text = (["strategy", "evaluations", "mean_regret", "lower_quartile", "median", "upper_quartile"] + columns)
            .joined(separator: ",") + "\n"
        for row in strategies {
            for n in row.regret.mean.indices {
                let regret = [row.regret.mean[n], row.regret.lowerQuartile[n], row.regret.median[n], row.regret.upperQuartile[n]]
                let values = regret + columns.map { row.reported[$0].flatMap { $0[n] } }
                text += "\(row.strategy),\(n + 1)," + values.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",") + "\n"
            }
        }
        return text
    }
}

extension Objective {
    /// Its terms and constraints as they are typed.
    var words: [String] {
        terms.map { "\($0.column)=\($0.weight.plain)" } + constraints.map { "\($0.column)\($0.relation.rawValue)\($0.bound.plain)" }
    }
}

extension Double {
    /// Without a decimal point where it is whole.
    fileprivate var plain: String { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : "\(self)" }
}
