import Architectures
import Trainer

/// What the trainings' thread is asked to do.
public enum TrainingOrder: Sendable, Hashable {
    /// Reads a task, and what was trained on it.
    case open(ticket: Int, task: String, TrainingSettings)
    /// Trains a cell on the task that is open.
    case train(TrainingRequest)
    /// Says which cell the images of a task want, after all that was trained on it.
    case foretell(ticket: Int, task: String, TrainingSettings)
    /// Gives up the training of a ticket.
    case stop(ticket: Int)
}

/// A cell to be trained.
public struct TrainingRequest: Sendable, Hashable {
    public let ticket: Int
    public let task: String
    public let settings: TrainingSettings
    /// Its cell is the one that is trained for all that compute the same (`CellTwins`).
    public let key: MeasurementLog.Key

    public init(ticket: Int, task: String, settings: TrainingSettings, key: MeasurementLog.Key) {
        (self.ticket, self.task, self.settings, self.key) = (ticket, task, settings, key)
    }
}

/// What there is to tell of tasks and trainings.
public enum TrainingReport: Sendable {
    case opened(OpenedTask)
    case notOpened(reason: String)
    case epoch(Epoch)
    /// It is done and kept, or was known already.
    case ended(TrainingEnd)
    /// It was given up.
    case stopped
    case failed(reason: String)
    case foretold(ForetoldCell?)
    case notForetold(reason: String)
}

/// The most promising cell that is not trained yet.
public struct ForetoldCell: Sendable, Hashable {
    public let cell: Cell
    /// Of all cells by what the images look like, before anything was trained: 1 is the best.
    public let rank: Int

    public init(cell: Cell, rank: Int) { (self.cell, self.rank) = (cell, rank) }
}

/// A task that was read.
public struct OpenedTask: Sendable {
    public let card: TaskCard
    /// What was trained on it.
    public let record: TrainingRecord
    public let twins: CellTwins
    /// Of all tasks that there are.
    public let names: [String]
    /// What of the kept trainings could not be had.
    public let remark: String?

    public init(card: TaskCard, record: TrainingRecord, twins: CellTwins, names: [String], remark: String? = nil) {
        (self.card, self.record, self.twins, self.names, self.remark) = (card, record, twins, names, remark)
    }
}

/// A training that is done.
public struct TrainingEnd: Sendable {
    public let row: TrainingRecord.Row
    /// With what others have trained since.
    public let record: TrainingRecord
    /// Somebody had trained it already.
    public let wasKnown: Bool
    /// Why it could not be kept.
    public let remark: String?

    public init(row: TrainingRecord.Row, record: TrainingRecord, wasKnown: Bool, remark: String? = nil) {
        (self.row, self.record, self.wasKnown, self.remark) = (row, record, wasKnown, remark)
    }
}
