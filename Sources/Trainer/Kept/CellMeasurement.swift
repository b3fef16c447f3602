import Architectures
import Foundation
import Tasks
import Tensors

/// What trainings of one cell came to, a seed each.
public struct CellMeasurement: Sendable, Hashable {
    public let cell: Cell
    /// Of each repeat, its epochs.
    public let repeats: [[Epoch]]

    public init(cell: Cell, repeats: [[Epoch]]) {
        self.cell = cell
        self.repeats = repeats
    }

    /// Of each repeat after its last epoch, in %.
    public var accuracies: [Double] { repeats.compactMap(\.last?.accuracy) }

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
    /// the cells does not enter. A cell that is asked for twice is trained once.
    /// - Parameters:
    ///   - repeats: trainings a cell, with the seeds `seed`, `seed` + 1 …
    ///   - threads: trainings at a time, each on `settings.threads` threads
    ///   - known: trainings that need not be done again
    ///   - keep: takes each training that is done, one at a time, on any thread
    ///   - shouldStop: asked between batches
    ///   - progress: told after every epoch how many are done, of how many; by any thread
    /// - Returns: in the order of `cells`; those that were stopped have fewer epochs
    /// - Throws: `TrainerError`; what `keep` throws
    public static func of(
        _ cells: [Cell], settings: TrainingSettings, training: LabelledImages, validation: LabelledImages?, repeats: Int = 1, seed: UInt64 = 0,
        threads: Int = 1, known: [MeasurementLog.Key: [Epoch]] = [:], keep: @escaping (MeasurementLog.Key, [Epoch]) throws -> Void = { _, _ in },
        shouldStop: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> [CellMeasurement] {
        guard (1...1000).contains(repeats) else { throw TrainerError.outOfRange(name: "repeats", value: "\(repeats)", rule: "must be from 1 to 1000") }
        // What is wrong with settings or images is wrong with every cell.
        if let cell = cells.first { _ = try CellTraining(cell, settings: settings, training: training, validation: validation) }
        let wanted = cells.map { cell in (0..<repeats).map { MeasurementLog.Key(cell: cell, seed: seed &+ UInt64($0)) } }
        var seen: Set<MeasurementLog.Key> = []
        let missing = wanted.joined().filter { known[$0] == nil && seen.insert($0).inserted }
        let box = Results(total: missing.count * settings.epochs, keep)
        Threads.share(missing.count, threads: threads) { _, item in
            let key = missing[item]
            do {
                guard !shouldStop(), !box.hasFailed else { return }
                let trained = try CellTraining(
                    key.cell, settings: settings, training: training, validation: validation, seed: key.seed,
                    shouldStop: { shouldStop() || box.hasFailed })
                for epoch in trained { box.add(epoch, to: key, progress) }
                if !trained.isStopped { try box.finish(key) }
            } catch { box.fail(error) }
        }
        let found = try box.all
        return zip(cells, wanted).map { cell, keys in CellMeasurement(cell: cell, repeats: keys.map { known[$0] ?? found[$0] ?? [] }) }
    }

    /// Epochs by training, written by several threads.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var epochs: [MeasurementLog.Key: [Epoch]] = [:]
        private var error: (any Error)?
        private var done = 0
        private let total: Int
        private let keep: (MeasurementLog.Key, [Epoch]) throws -> Void

        init(total: Int, _ keep: @escaping (MeasurementLog.Key, [Epoch]) throws -> Void) {
            self.total = total
            self.keep = keep
        }

        func add(_ epoch: Epoch, to key: MeasurementLog.Key, _ progress: (Int, Int) -> Void) {
            let done = lock.withLock {
                epochs[key, default: []].append(epoch)
                self.done += 1
                return self.done
            }
            progress(done, total)
        }

        func finish(_ key: MeasurementLog.Key) throws {
            try lock.withLock { try keep(key, epochs[key] ?? []) }
        }

        func fail(_ error: any Error) {
            lock.withLock { self.error = self.error ?? error }
        }

        var hasFailed: Bool { lock.withLock { error != nil } }

        var all: [MeasurementLog.Key: [Epoch]] {
            get throws {
                try lock.withLock {
                    if let error { throw error }
                    return epochs
                }
            }
        }
    }
}
