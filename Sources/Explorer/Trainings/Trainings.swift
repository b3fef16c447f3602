import Architectures
import Trainer

/// The image task that cells are trained on, what was trained on it, and what is being trained. It is of the whole session, whatever space is shown.
public struct Trainings: Sendable {
    /// The task of a session that is told nothing.
    public static let usualTask = "digits"

    /// Whether there are tasks at all.
    public internal(set) var isAvailable = false
    /// By name.
    public internal(set) var task = Trainings.usualTask
    public internal(set) var settings = TrainingSettings()
    /// nil until it is read.
    public internal(set) var card: TaskCard?
    /// Why it could not be read.
    public internal(set) var failure: String?
    public internal(set) var record = TrainingRecord()
    /// Of all tasks that there are; empty until one was read.
    public internal(set) var names: [String] = []
    public internal(set) var current: Current?
    /// Cells that wait for their turn, as they were shown.
    public internal(set) var queue: [Cell] = []
    /// So many cells that the images want are still to be found and trained, each after what came before it.
    public internal(set) var wanted = 0
    /// The ticket by which the next of them is being looked for.
    var foretelling: Int?
    /// The training that the task page points at.
    public internal(set) var picked: MeasurementLog.Key?
    /// The last ones that ended here, the latest last.
    public internal(set) var latest: [MeasurementLog.Key] = []
    var twins: CellTwins?
    /// What of kept trainings could not be had, until it was said.
    var remark: String?
    /// The ticket by which it is being read.
    var opening: Int?

    /// A training under way.
    public struct Current: Sendable {
        public let request: TrainingRequest
        public internal(set) var epochs: [Epoch] = []
        /// It was told to stop.
        public internal(set) var isStopping = false

        public var accuracies: [Double] { epochs.map(\.accuracy) }
    }

    /// Cells that one key asks for.
    static let foretoldAtOnce = 10
    /// Curves of so many trainings are kept in mind.
    static let mostLatest = 6

    public init() {}
}

extension Trainings {
    /// The training under way, where it is on this task.
    public var running: Current? { current.flatMap { $0.request.task == task ? $0 : nil } }

    /// The cell that is trained in the place of one.
    public func trained(_ cell: Cell) -> Cell { twins?.trained(cell) ?? cell }

    /// How far a cell is.
    public enum Standing: Sendable {
        case untrained
        /// Behind so many others.
        case waiting(behind: Int)
        case running(Current)
        /// Its trainings, by seed.
        case measured([TrainingRecord.Row])
    }

    public func standing(of cell: Cell) -> Standing {
        let cell = trained(cell)
        if let running, running.request.key.cell == cell { return .running(running) }
        if let place = queue.firstIndex(where: { trained($0) == cell }) { return .waiting(behind: place + (current == nil ? 0 : 1)) }
        let rows = record.trainings(of: cell)
        return rows.isEmpty ? .untrained : .measured(rows)
    }

    /// What was measured of a cell, in %, the mean over its seeds; nil where it was never trained.
    public func accuracy(of cell: Cell) -> Double? { record.accuracy(of: trained(cell)) }

    /// The seed that a cell was not trained with yet.
    func nextSeed(of cell: Cell) -> UInt64 {
        let known = Set(record.trainings(of: cell).map(\.key.seed))
        return (0...UInt64(known.count)).first { !known.contains($0) } ?? 0
    }

    /// The training that the task page shows: the one pointed at, else the latest, else the best.
    public var shownRow: TrainingRecord.Row? { shownPlace.flatMap { record.rows[ifPresent: $0] } }

    public var shownPlace: Int? {
        for key in [picked, latest.last].compactMap({ $0 }) {
            if let place = record.place(of: key) { return place }
        }
        return record.rows.isEmpty ? nil : 0
    }

    /// How much is there to be told beside the predicted properties: `digits accuracy`.
    public var propertyName: String { "\(task) accuracy" }

    /// As a session keeps it.
    var sessionTask: String? { task == Self.usualTask ? nil : task }

    /// Another task, of which nothing is known yet.
    mutating func turn(to name: String) {
        (task, card, failure, record, queue) = (name, nil, nil, TrainingRecord(), [])
        (picked, latest, opening, remark) = (nil, [], nil, nil)
        (wanted, foretelling) = (0, nil)
        current?.isStopping = true
    }
}
