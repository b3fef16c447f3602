import Architectures
import Tensors
import Trainer

/// What trainings of cells came to.
struct MeasureReport: Encodable {
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
    /// More are not told one by one.
    private static let most = 40

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
        let shown = rows.count > Self.most ? Array(rows.sorted { $0.accuracy > $1.accuracy }.prefix(10)) : rows
        for row in shown {
            table.add([
                row.arch, row.accuracy.fixed(2), row.accuracy_sd?.fixed(2) ?? "–", row.losses.map { $0.fixed(2) }.joined(separator: " "),
                row.seconds.fixed(2),
            ])
        }
        return (rows.count > Self.most ? summary : "") + table.text
    }

    /// Of many rows what they spread over; the best follow.
    private var summary: String {
        let values = rows.map(\.accuracy).sorted(), mean = values.reduce(0, +) / Double(values.count)
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
        func quantile(_ share: Double) -> String { values[Int(share * Double(values.count - 1))].fixed(2) }
        return """
            \(rows.count) cells on \(task.escaped()): mean \(mean.fixed(2)) %, standard deviation \(deviation.fixed(2)); from \(quantile(0)) by \(quantile(0.25)), \(quantile(0.5)) and \(quantile(0.75)) (quartiles) to \(quantile(1)) %
            the best ten:

            """
    }

    /// A table that `dnag table import` takes.
    var csv: String {
        let hasDeviation = rows.contains { $0.accuracy_sd != nil }
        let column = String(task.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        let header = "arch,\(column)_accuracy\(hasDeviation ? ",\(column)_accuracy_sd" : ""),\(column)_loss,\(column)_seconds\n"
        return rows.reduce(header) { text, row in
            let deviation = hasDeviation ? "," + (row.accuracy_sd?.fixed(4) ?? "") : ""
            return text + "\(row.arch),\(row.accuracy.fixed(4))\(deviation),\(row.losses.last?.fixed(6) ?? ""),\(row.seconds.fixed(4))\n"
        }
    }
}
