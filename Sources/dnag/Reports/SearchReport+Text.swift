import Tensors

extension SearchReport {
    /// Counts of evaluations that tables show.
    private var stations: [Int] { ((initial == 0 ? [1, 3] : []) + [10, 30, 60, 100, 150, 300, 1000]).filter { $0 < budget } + [budget] }

    var text: String {
        var parts = [title, foundTable]
        if strategies.contains(where: { $0.hypervolume != nil }) {
            func dominated(_ what: String, _ values: (Curves) -> [Double?]) -> String {
                table("\(what) hypervolume after", strategies.map { ($0.strategy, $0.hypervolume.map(values) ?? []) })
            }
            parts += [
                dominated("mean", \.mean), dominated("lower quartile of", \.lowerQuartile), dominated("median", \.median),
                dominated("upper quartile of", \.upperQuartile),
            ]
            parts.append(table("mean share missing after", strategies.map { ($0.strategy, $0.regret.mean) }))
        } else {
            parts.append(table("mean regret after", strategies.map { ($0.strategy, $0.regret.mean) }))
            parts.append(table("median regret after", strategies.map { ($0.strategy, $0.regret.median) }))
        }
        for column in Set(strategies.flatMap(\.reported.keys)).sorted() {
            parts.append(table("mean \(column.escaped()) after", strategies.map { ($0.strategy, $0.reported[column] ?? []) }))
        }
        return parts.joined(separator: "\n") + "\n\(seconds.fixed(1)) s\n"
    }

    private var title: String {
        let start = initial == 0 ? "" : "\(initial) random architectures, then "
        let text =
            "\(objective.map { $0.escaped(limit: 200) }.joined(separator: ", ")): \(seeds.count) \(seeds.count == 1 ? "search" : "searches") a strategy, \(start)\(batch) a round; "
        guard let front else { return text + "the best \(isBestKnown ? "there is" : "that any found"): \(best?.short ?? "–")\n" }
        return text + """
            the front \(isBestKnown ? "there is" : "of all that any found"): \(front.count) \(front.count == 1 ? "architecture" : "architectures"), \
            hypervolume \(front.hypervolume.short) from \(front.isReferenceGiven ? "the point" : "the worst feasible figures,") \
            \(front.corner.map { $0.escaped() }.joined(separator: ", "))

            """
    }

    private var foundTable: String {
        let what = front == nil ? "evaluations to the best" : "evaluations to the whole front"
        var found = TextTable(header: [what, "quartile", "median", "quartile", "found", "s a search", "fit", "propose", "rank"])
        for row in strategies {
            let count = row.evaluationsToBest
            func shown(_ value: Double?) -> String { value.map { $0.fixed($0 == $0.rounded() ? 0 : 1) } ?? ">\(budget)" }
            found.add([
                row.strategy, shown(count.lowerQuartile), shown(count.median), shown(count.upperQuartile),
                "\((100 * count.shareFound).fixed(0)) %", row.seconds.total.fixed(1), row.seconds.fitting.fixed(1),
                row.seconds.proposing.fixed(1), row.seconds.ranking.fixed(1),
            ])
        }
        return found.text
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
        let volumes = front == nil ? [] : ["mean_hypervolume", "hypervolume_lower_quartile", "hypervolume_median", "hypervolume_upper_quartile"]
        let header = ["strategy", "evaluations", "mean_regret", "lower_quartile", "median", "upper_quartile"] + volumes + columns
        var text = header.csvLine
        for row in strategies {
            for n in row.regret.mean.indices {
                let values = row.regret[n] + (row.hypervolume?[n] ?? []) + columns.map { row.reported[$0].flatMap { $0[n] } }
                text += ([row.strategy, "\(n + 1)"] + values.map { $0.map { "\($0)" } ?? "" }).csvLine
            }
        }
        return text
    }
}

extension SearchReport.Curves {
    /// In the order of the CSV's columns.
    fileprivate subscript(n: Int) -> [Double?] { [mean[n], lowerQuartile[n], median[n], upperQuartile[n]] }
}
