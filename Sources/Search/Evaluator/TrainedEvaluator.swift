import Architectures
import Foundation
import Tasks
import Trainer

/// Trains each cell on images, here: the figures are held-out accuracy (%), its loss (nats) and the seconds that it took. What was trained before is known.
public final class TrainedEvaluator: Evaluating, @unchecked Sendable {
    /// The figures that a training gives.
    public static let columns = ["accuracy", "loss", "seconds"]

    /// What its trainings have in common: `MeasurementLog.identity`.
    public let identity: String
    private let task: ImageTask
    private let settings: TrainingSettings
    private let seed: UInt64
    private let cores: Int
    private let twins = CellTwins()
    private let lock = NSLock()
    private let log: MeasurementLog
    private var running = 0

    /// - Parameters:
    ///   - log: of this task and these settings; nobody else may use it meanwhile
    ///   - seed: of every training, so that cells see the same images in the same order
    ///   - cores: shared by the trainings that run side by side; any number gives the same bytes
    public init(task: ImageTask, settings: TrainingSettings, log: MeasurementLog, seed: UInt64 = 0, cores: Int) {
        self.task = task
        self.settings = settings
        self.log = log
        identity = log.identity
        self.seed = seed
        self.cores = cores
    }

    public func evaluate(_ task: EvaluatorTask, orphans: OrphanGuard?, isCancelled: () -> Bool) throws -> EvaluatorRun.Outcome {
        let key = MeasurementLog.Key(cell: twins.trained(try Cell(parsing: task.architecture)), seed: seed)
        if let known = lock.withLock({ log.trainings[key] }) { return Self.outcome(known) }
        var settings = settings
        settings.threads = lock.withLock {
            running += 1
            return max(1, cores / running)
        }
        defer { lock.withLock { running -= 1 } }
        let training = try CellTraining(key.cell, settings: settings, training: self.task.training, validation: self.task.heldOut, seed: seed)
        var epochs: [Epoch] = []
        // Asked before an epoch: what is done to its end is kept.
        while epochs.count < settings.epochs {
            guard !isCancelled(), let epoch = training.next() else { return .cancelled }
            epochs.append(epoch)
        }
        try lock.withLock { try log.note(key, epochs) }
        return Self.outcome(epochs)
    }

    private static func outcome(_ epochs: [Epoch]) -> EvaluatorRun.Outcome {
        guard let last = epochs.last else { return .cancelled }
        return .figures([
            "accuracy": last.accuracy, "loss": last.validationLoss ?? last.loss,
            "seconds": epochs.reduce(0) { $0 + $1.seconds },
        ])
    }
}
