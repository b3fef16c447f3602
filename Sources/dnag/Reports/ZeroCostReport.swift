import Architectures
import Tensors
import Trainer

/// What networks around cells tell before they are trained.
struct ZeroCostReport: CellReport {
    struct Row: Encodable {
        let arch: String
        /// Scores by name; one that is no number is missing.
        let scores: [String: Double]
    }

    let task: String
    let rows: [Row]

    init(_ scored: [(cell: Cell, scores: ZeroCostScores)], task: String) {
        self.task = task
        rows = scored.map { scored in
            Row(
                arch: scored.cell.archString,
                scores: Dictionary(uniqueKeysWithValues: ZeroCostScore.allCases.compactMap { score in scored.scores[score].map { (score.rawValue, $0) } }))
        }
    }

    private static let names = ZeroCostScore.allCases.map(\.rawValue)

    var text: String {
        let isMany = rows.count > CellReportWords.most
        var table = TextTable(header: ["cell"] + Self.names)
        let best = ZeroCostScore.naswot.rawValue
        let shown = isMany ? Array(rows.sorted { $0.scores[best] ?? -.infinity > $1.scores[best] ?? -.infinity }.prefix(10)) : rows
        for row in shown { table.add([row.arch] + Self.names.map { row.scores[$0]?.short ?? "–" }) }
        return (isMany ? summary(of: best) : "") + table.text
    }

    /// Of many rows what they spread over.
    private func summary(of best: String) -> String {
        let spreads = Self.names.map { name -> String in
            let values = rows.compactMap { $0.scores[name] }, missing = rows.count - values.count
            return "\(name): \(CellReportWords.spread(values))\(missing > 0 ? "; of \(missing) cells none" : "")\n"
        }
        return "\(rows.count) cells on \(task.escaped()), before training\n" + spreads.joined() + "the best ten by \(best):\n\n"
    }

    var csv: String {
        let column = CellReportWords.column(of: task)
        return rows.reduce("arch" + Self.names.map { ",\(column)_\($0)" }.joined() + "\n") { text, row in
            text + row.arch + Self.names.map { name in row.scores[name].map { ",\($0.fixed(6))" } ?? "," }.joined() + "\n"
        }
    }
}
