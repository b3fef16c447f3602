import Architectures
import Search
import Tasks
import Trainer

/// Which cell the images of a task want next: what diffusion generates under the predictor of tasks, ranked by it and by all that was trained.
package struct Foretelling {
    private let scores: [Double]
    private let ranks: [Int]
    private let generated: [Architecture]

    /// Looks at the images: about a second. - Throws: `GuidanceError`
    package init(_ task: ImageTask, _ predictor: TaskPredictor) throws {
        scores = predictor.scores(for: TaskCode(of: task.training))
        generated = try TaskTransfer.generated(by: scores, seed: 0, threads: 1)
        ranks = TaskTransfer.ranks(of: scores)
    }

    /// - Returns: nil where all that was generated is trained
    /// - Throws: `SearchError`
    package func next(after trainings: [MeasurementLog.Key: [Epoch]], _ twins: CellTwins) throws -> ForetoldCell? {
        // What was trained counts by the cell that was trained for its twins, and so does what may be.
        let candidates = generated.compactMap(\.cell).map(twins.trained)
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
