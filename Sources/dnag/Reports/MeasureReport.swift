import Architectures
import Tensors
import Trainer

/// What trainings of cells came to.
struct MeasureReport: CellReport {
    struct Row: Encodable {
        let arch: String
        /// In %: mean over repeats, standard deviation between them, and each.
        let accuracy: Double
        let accuracy_sd: Double?
        let accuracies: [Double]
        /// Mean cross-entropy of the training images by epoch.
        let losses: [Double]
        /// Of a repeat.
        let seconds: Double
    }

    let task: String
    let rows: [Row]
    private enum CodingKeys: String, CodingKey { case task, rows }

    init(_ measured: [CellMeasurement], task: String) {
        self.task = task
        rows = measured.map {
            Row(
                arch: $0.cell.archString, accuracy: $0.mean, accuracy_sd: $0.deviation, accuracies: $0.accuracies, losses: $0.losses,
                seconds: $0.seconds)
        }
    }

    var text: String {
        var table = TextTable(header: ["cell", "accuracy %", "± sd", "loss by epoch", "seconds"])
        let shown = rows.count > CellReportWords.most ? Array(rows.sorted { $0.accuracy > $1.accuracy }.prefix(10)) : rows
        for row in shown {
            table.add([
                row.arch, row.accuracy.fixed(2), row.accuracy_sd?.fixed(2) ?? "–", row.losses.map { $0.fixed(2) }.joined(separator: " "),
                row.seconds.fixed(2),
            ])
        }
        return (rows.count > CellReportWords.most ? summary : "") + table.text
    }

    /// Of many rows what they spread over; the best follow.
    private var summary: String {
        let values = rows.map(\.accuracy), mean = values.reduce(0, +) / Double(values.count)
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
        return """
            \(rows.count) cells on \(task.escaped()): mean \(mean.fixed(2)) %, standard deviation \(deviation.fixed(2)); \(CellReportWords.spread(values)) %
            the best ten:

            """
    }

    var csv: String {
        let hasDeviation = rows.contains { $0.accuracy_sd != nil }
        let column = CellReportWords.column(of: task)
        let header = "arch,\(column)_accuracy\(hasDeviation ? ",\(column)_accuracy_sd" : ""),\(column)_loss,\(column)_seconds\n"
        return rows.reduce(header) { text, row in
            let deviation = hasDeviation ? "," + (row.accuracy_sd?.fixed(4) ?? "") : ""
            return text + "\(row.arch),\(row.accuracy.fixed(4))\(deviation),\(row.losses.last?.fixed(6) ?? ""),\(row.seconds.fixed(4))\n"
        }
    }
}
