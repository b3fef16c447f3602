import Architectures
import Search
import Tensors
import Trainer

/// What `dnag transfer` came to.
struct TransferRunReport: FormedReport {
    struct Row: Encodable {
        let arch: String
        /// Of all cells by the predictor, before anything was trained: 1 is the best.
        let predictedRank: Int
        /// In %, on held-out images.
        let accuracy: Double
        let seconds: Double

        private enum CodingKeys: String, CodingKey { case arch, accuracy, seconds, predictedRank = "predicted_rank" }
    }

    let task: String
    let seed: UInt64
    /// Different networks that diffusion generated.
    let generated: Int
    /// Measured tasks whose images are most like these.
    var nearest: [String] = []
    /// How probable it is that this task follows the predictor, given its figures; ½ before any.
    var trust: Double?
    /// In the order in which they were trained.
    private(set) var rows: [Row] = []
    private let ranks: [Int]

    private enum CodingKeys: String, CodingKey { case task, seed, generated, nearest, trust, rows = "trained" }

    /// - Parameter scores: of every cell, by its code
    init(task: String, seed: UInt64, generated: Int, scores: [Double]) {
        (self.task, self.seed, self.generated) = (task, seed, generated)
        ranks = TaskTransfer.ranks(of: scores)
    }

    mutating func add(_ cell: Cell, _ measured: CellMeasurement) {
        rows.append(Row(arch: cell.archString, predictedRank: ranks[cell.code], accuracy: measured.mean, seconds: measured.seconds))
    }

    /// Of equals the first.
    var best: Row? { rows.reduce(nil) { best, row in best.map { row.accuracy > $0.accuracy ? row : $0 } ?? row } }

    var text: String {
        var table = TextTable(header: ["training", "cell", "foretold as", "accuracy %", "seconds"])
        for (place, row) in rows.enumerated() {
            table.add(["\(place + 1)", row.arch, "\(row.predictedRank) of \(ranks.count)", row.accuracy.fixed(2), row.seconds.fixed(2)])
        }
        let like = nearest.isEmpty ? "the images were not looked at" : "most like " + nearest.map { $0.escaped() }.joined(separator: "; ")
        let follows = trust.map { "; it follows what was foretold with a probability of \(($0).fixed(2))" } ?? ""
        let found = best.map { "best: \($0.arch)  \($0.accuracy.fixed(2)) %\n" } ?? ""
        return "\(task.escaped()): \(like)\n\(generated) different networks generated, \(rows.count) trained\(follows)\n\n" + table.text + "\n" + found
    }

    var csv: String {
        ["arch", "predicted_rank", "accuracy", "seconds"].csvLine + rows.map { [$0.arch, "\($0.predictedRank)", "\($0.accuracy)", "\($0.seconds)"].csvLine }.joined()
    }
}
