import Architectures
import Trainer

/// Trainings on one task that are done: of this session, of those before, and of other programs.
public struct TrainingRecord: Sendable {
    /// One of them.
    public struct Row: Sendable, Hashable {
        public let key: MeasurementLog.Key
        public let epochs: [Epoch]

        /// After the last epoch, in %.
        public var accuracy: Double { epochs.last?.accuracy ?? .nan }
        public var seconds: Double { epochs.reduce(0) { $0 + $1.seconds } }
        /// By epoch, in %.
        var accuracies: [Double] { epochs.map(\.accuracy) }
    }

    /// The best first.
    public let rows: [Row]
    /// Places in `rows` by cell.
    private let places: [Cell: [Int]]

    public init(_ trainings: [MeasurementLog.Key: [Epoch]] = [:]) {
        let sorted = trainings.map { Row(key: $0.key, epochs: $0.value) }.filter { !$0.epochs.isEmpty }
            .map { (row: $0, accuracy: $0.accuracy) }
            .sorted { ($1.accuracy, $0.row.key.cell.code, $0.row.key.seed) < ($0.accuracy, $1.row.key.cell.code, $1.row.key.seed) }
        rows = sorted.map(\.row)
        places = Dictionary(grouping: rows.indices, by: { [rows] in rows[$0].key.cell })
    }

    /// Trainings of one cell, by seed.
    public func trainings(of cell: Cell) -> [Row] { (places[cell] ?? []).map { rows[$0] }.sorted { $0.key.seed < $1.key.seed } }

    /// What was measured of a cell: the mean over its seeds, in %; nil where it was never trained.
    public func accuracy(of cell: Cell) -> Double? {
        guard let own = places[cell], !own.isEmpty else { return nil }
        return own.reduce(0) { $0 + rows[$1].accuracy } / Double(own.count)
    }

    public func place(of key: MeasurementLog.Key) -> Int? { places[key.cell]?.first { rows[$0].key == key } }
}
