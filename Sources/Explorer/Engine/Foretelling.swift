import Architectures
import Search
import Tasks
import Trainer

/// Which cell the images of a task want next: what diffusion generates under the predictor of tasks, ranked by it and by all that was trained.
package struct Foretelling {
    private let scores: [Double]
    private let ranks: [Int]
    /// Of each network that was generated the cell that is trained for all its twins.
    private let candidates: [Cell]

    /// Looks at the images: about a second. - Throws: `GuidanceError`
    package init(_ task: ImageTask, _ predictor: TaskPredictor, _ twins: CellTwins) throws {
        var scores = predictor.scores(for: TaskCode(of: task.training)), ranks = TaskTransfer.ranks(of: scores)
        candidates = try TaskTransfer.generated(by: scores, seed: 0, threads: 1).compactMap(\.cell).map { cell in
            // What is foretold of a network is what was foretold of the cell as it was generated.
            let trained = twins.trained(cell)
            (scores[trained.code], ranks[trained.code]) = (scores[cell.code], ranks[cell.code])
            return trained
        }
        (self.scores, self.ranks) = (scores, ranks)
    }

    /// - Returns: nil where all that was generated is trained
    /// - Throws: `SearchError`
    package func next(after trainings: [MeasurementLog.Key: [Epoch]]) throws -> ForetoldCell? {
        var accuracies: [Cell: [Double]] = [:]
        for (key, epochs) in trainings { if let last = epochs.last { accuracies[key.cell, default: []].append(last.accuracy) } }
        let measured = accuracies.keys.sorted { $0.code < $1.code }, known = Set(measured)
        let problem = try TaskTransfer.problem(among: (measured + candidates.filter { !known.contains($0) }).map { Architecture($0) })
        let history = History(
            measured.map { cell in
                let own = (accuracies[cell] ?? []).sorted()
                return Observation(Architecture(cell), values: [own.reduce(0, +) / Double(max(own.count, 1))])
            })
        let strategy = try TaskTransfer.strategy("transfer", scores: scores, for: problem)
        return try strategy.propose(1, for: problem, after: history, seed: 0).architectures.first?.cell.map { ForetoldCell(cell: $0, rank: ranks[$0.code]) }
    }
}
