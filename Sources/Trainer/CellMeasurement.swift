import Architectures
import Foundation
import Tasks
import Tensors

/// What trainings of one cell came to, a seed each.
public struct CellMeasurement: Sendable, Hashable {
    public let cell: Cell
    /// Of each repeat, its epochs.
    public let repeats: [[Epoch]]

    /// Validation accuracies after the last epoch, in %; training accuracies where there was nothing to validate with.
    public var accuracies: [Double] { repeats.compactMap(\.last).map { 100 * ($0.validationAccuracy ?? $0.trainingAccuracy) } }

    public var mean: Double { accuracies.reduce(0, +) / Double(max(accuracies.count, 1)) }

    /// The standard deviation between repeats, in points; nil of one repeat.
    public var deviation: Double? {
        guard accuracies.count > 1 else { return nil }
        let mean = mean
        return (accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(accuracies.count - 1)).squareRoot()
    }

    /// Mean cross-entropy by epoch.
    public var losses: [Double] {
        let epochs = repeats.map(\.count).min() ?? 0
        return (0..<epochs).map { epoch in repeats.reduce(0) { $0 + $1[epoch].loss } / Double(repeats.count) }
    }

    /// Seconds that a repeat took, on average.
    public var seconds: Double { repeats.joined().reduce(0) { $0 + $1.seconds } / Double(max(repeats.count, 1)) }
}

extension CellMeasurement {
    /// Trains cells, several at a time. What a training finds is a function of cell, settings, images and seed: the order in which threads take
    /// the cells does not enter.
    /// - Parameters:
    ///   - repeats: trainings a cell, with the seeds `seed`, `seed` + 1 …
    ///   - threads: trainings at a time, each on `settings.threads` threads
    ///   - shouldStop: asked between batches
    ///   - progress: told after every epoch how many are done, of how many; by any thread
    /// - Returns: in the order of `cells`; those that were stopped have fewer epochs
    /// - Throws: `TrainerError`
    public static func of(
        _ cells: [Cell], settings: TrainingSettings, training: LabelledImages, validation: LabelledImages?, repeats: Int = 1, seed: UInt64 = 0,
        threads: Int = 1, shouldStop: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(TrainerError) -> [CellMeasurement] {
        guard (1...1000).contains(repeats) else { throw .outOfRange(name: "repeats", value: "\(repeats)", rule: "must be from 1 to 1000") }
        // What is wrong with settings or images is wrong with every cell.
        if let cell = cells.first { _ = try CellTraining(cell, settings: settings, training: training, validation: validation) }
        let box = Results(cells.count * repeats, epochs: settings.epochs)
        Threads.share(cells.count * repeats, threads: threads) { _, item in
            do throws(TrainerError) {
                let trained = try CellTraining(
                    cells[item / repeats], settings: settings, training: training, validation: validation,
                    seed: seed &+ UInt64(item % repeats), shouldStop: shouldStop)
                for epoch in trained { box.add(epoch, to: item, progress) }
            } catch { box.fail(error) }
        }
        let (found, error) = box.all
        if let error { throw error }
        return cells.indices.map { index in
            CellMeasurement(cell: cells[index], repeats: Array(found[index * repeats..<(index + 1) * repeats]))
        }
    }

    /// Epochs by training, written by several threads.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var epochs: [[Epoch]]
        private var error: TrainerError?
        private var done = 0
        private let total: Int

        init(_ count: Int, epochs: Int) {
            self.epochs = Array(repeating: [], count: count)
            total = count * epochs
        }

        func add(_ epoch: Epoch, to item: Int, _ progress: (Int, Int) -> Void) {
            let done = lock.withLock {
                epochs[item].append(epoch)
                self.done += 1
                return self.done
            }
            progress(done, total)
        }

        func fail(_ error: TrainerError) {
            lock.withLock { self.error = self.error ?? error }
        }

        var all: ([[Epoch]], TrainerError?) { lock.withLock { (epochs, error) } }
    }
}
