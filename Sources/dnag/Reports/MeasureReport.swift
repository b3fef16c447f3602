import Architectures
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

    let rows: [Row]

    init(_ measured: [CellMeasurement]) {
        rows = measured.map {
            Row(
                arch: $0.cell.archString, accuracy: $0.mean, accuracy_sd: $0.deviation, accuracies: $0.accuracies, losses: $0.losses,
                seconds: $0.seconds)
        }
    }

    var text: String {
        var table = TextTable(header: ["cell", "accuracy %", "± sd", "loss by epoch", "seconds"])
        for row in rows {
            table.add([
                row.arch, row.accuracy.fixed(2), row.accuracy_sd?.fixed(2) ?? "–", row.losses.map { $0.fixed(2) }.joined(separator: " "),
                row.seconds.fixed(2),
            ])
        }
        return table.text
    }

    /// A table that `dnag table import` takes.
    var csv: String {
        let hasDeviation = rows.contains { $0.accuracy_sd != nil }
        let header = "arch,accuracy\(hasDeviation ? ",accuracy_sd" : ""),loss,seconds\n"
        return rows.reduce(header) { text, row in
            let deviation = hasDeviation ? "," + (row.accuracy_sd.map { "\($0)" } ?? "") : ""
            return text + "\(row.arch),\(row.accuracy)\(deviation),\(row.losses.last.map { "\($0)" } ?? ""),\(row.seconds)\n"
        }
    }
}
