import Architectures
import Foundation
import Tasks
import Tensors

/// The scores of one cell's network before training. A score is missing where it is no number: of a cell that no image passes, for instance.
public struct ZeroCostScores: Sendable, Hashable {
    public let cell: Cell
    private let values: [ZeroCostScore: Double]

    /// Images that a score looks at: the first that a training with this seed would see.
    public static let images = 64

    init(cell: Cell, _ values: [ZeroCostScore: Double]) {
        self.cell = cell
        self.values = values.filter { $0.value.isFinite }
    }

    public subscript(_ score: ZeroCostScore) -> Double? { values[score] }
}

extension ZeroCostScores {
    /// Scores cells, several at a time. What comes out is a function of cell, sizes, images and seed.
    /// - Parameters:
    ///   - settings: channels, cells a stage and moves of the images; nothing is trained
    ///   - repeats: first weights and batches a cell, with the seeds `seed`, `seed` + 1 …; the mean counts, and is missing where one is
    ///   - threads: cells at a time
    ///   - shouldStop: asked before each cell
    ///   - progress: told after every cell how many are done, of how many; by any thread
    /// - Returns: in the order of `cells`; nil when it was stopped
    /// - Throws: `TrainerError`
    public static func of(
        _ cells: [Cell], settings: TrainingSettings, training: LabelledImages, repeats: Int = 1, seed: UInt64 = 0, threads: Int = 1,
        shouldStop: @escaping @Sendable () -> Bool = { false }, progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(TrainerError) -> [ZeroCostScores]? {
        guard (1...1000).contains(repeats) else { throw .outOfRange(name: "repeats", value: "\(repeats)", rule: "must be from 1 to 1000") }
        guard training.count > 1 else { throw .noImages(part: "score") }
        let distinct = Array(Set(cells)).sorted { $0.code < $1.code }, results = Results()
        Threads.share(distinct.count, threads: threads) { _, item in
            guard !shouldStop(), !results.hasFailed else { return }
            let cell = distinct[item]
            let repeated = Result { () throws(TrainerError) in
                var found: [ZeroCostScores] = []
                for index in 0..<repeats { found.append(try one(cell, settings: settings, training: training, seed: seed &+ UInt64(index))) }
                return mean(of: found, cell: cell)
            }
            if let done = results.add(repeated, of: cell) { progress(done, distinct.count) }
        }
        let found = try results.byCell
        return found.count == distinct.count ? cells.compactMap { found[$0] } : nil
    }

    /// With the first weights and the first batch of a seed. - Throws: `TrainerError`
    static func one(_ cell: Cell, settings: TrainingSettings, training: LabelledImages, seed: UInt64) throws(TrainerError) -> ZeroCostScores {
        var settings = settings
        settings.batch = min(images, training.count)
        let shape = try CellNetworkShape(
            cell: cell, channels: settings.channels, cellsPerStage: settings.cellsPerStage, size: training.size,
            imageChannels: training.channels, classes: training.classes)
        let network = try CellNetwork(shape, capacity: settings.batch), batch = ImageBatch(training, capacity: settings.batch)
        ImageOrder(training.count, epoch: 0, seed: seed, settings).fill(batch, first: 0)
        network.start(seed: seed)
        network.gradient(batch)
        var values: [ZeroCostScore: Double] = [.gradientNorm: network.gradientNorm, .snip: network.connectionSensitivity]
        values[.naswot] = network.activationCodes.logDeterminant
        // The last, since the weights give way.
        values[.synflow] = network.synapticFlow().map { log10($0) }
        return ZeroCostScores(cell: cell, values)
    }

    private static func mean(of repeats: [ZeroCostScores], cell: Cell) -> ZeroCostScores {
        var values: [ZeroCostScore: Double] = [:]
        for score in ZeroCostScore.allCases {
            let found = repeats.compactMap { $0[score] }
            if found.count == repeats.count { values[score] = found.reduce(0, +) / Double(found.count) }
        }
        return ZeroCostScores(cell: cell, values)
    }

    /// Scores by cell, written by several threads.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var scores: [Cell: ZeroCostScores] = [:]
        private var error: TrainerError?

        /// - Returns: how many there are now; nil when one failed
        func add(_ found: Result<ZeroCostScores, TrainerError>, of cell: Cell) -> Int? {
            lock.withLock {
                switch found {
                case .success(let found): scores[cell] = found
                case .failure(let failure): error = error ?? failure
                }
                return error == nil ? scores.count : nil
            }
        }

        var hasFailed: Bool { lock.withLock { error != nil } }

        var byCell: [Cell: ZeroCostScores] {
            get throws(TrainerError) {
                if let error = lock.withLock({ error }) { throw error }
                return lock.withLock { scores }
            }
        }
    }
}
