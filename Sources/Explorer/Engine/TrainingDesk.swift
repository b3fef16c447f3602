import Architectures
import Search
import Tasks
import Trainer

/// Opens tasks, and trains cells on the one that is open, an epoch at a time. Belongs to the trainings' thread.
final class TrainingDesk {
    private let source: TaskSource
    private let halt: TrainingHalt
    private let report: @Sendable (EngineEvent) -> Void
    private var open: Open?
    private var waiting: [TrainingRequest] = []
    private var job: Job?
    private lazy var twins = CellTwins()
    private var predictor: TaskPredictor?

    private struct Open {
        let name: String
        let settings: TrainingSettings
        let task: ImageTask
        /// nil where nothing can be kept, which was said.
        let log: MeasurementLog?
        var trainings: [MeasurementLog.Key: [Epoch]]
        /// What its images want; nil until somebody asks.
        var foretelling: Foretelling?
    }

    private struct Job {
        let request: TrainingRequest
        let training: CellTraining
        var epochs: [Epoch] = []
    }

    init(_ source: TaskSource, _ halt: TrainingHalt, report: @escaping @Sendable (EngineEvent) -> Void) {
        (self.source, self.halt, self.report) = (source, halt, report)
    }

    var isBusy: Bool { job != nil || !waiting.isEmpty }

    func take(_ order: TrainingOrder) {
        switch order {
        case .open(let ticket, let name, let settings): report(.training(ticket: ticket, opened(name, settings)))
        case .train(let request): waiting.append(request)
        case .foretell(let ticket, let name, let settings): report(.training(ticket: ticket, foretold(name, settings)))
        case .stop(let ticket): halt.stop(ticket)
        }
    }

    /// Trains for an epoch.
    func advance() {
        if job == nil, !waiting.isEmpty { begin(waiting.removeFirst()) }
        guard var job else { return }
        self.job = nil
        let ticket = job.request.ticket
        if let epoch = job.training.next() {
            job.epochs.append(epoch)
            report(.training(ticket: ticket, .epoch(epoch)))
            if epoch.index < job.request.settings.epochs { self.job = job } else { end(job) }
        } else {
            report(.training(ticket: ticket, .stopped))
        }
    }

    /// Has a task open.
    private func turn(to name: String, _ settings: TrainingSettings) throws {
        if open?.name != name || open?.settings != settings { open = try reading(name, settings).open }
    }

    private func foretold(_ name: String, _ settings: TrainingSettings) -> TrainingReport {
        do {
            try turn(to: name, settings)
            guard var open else { return .foretold(nil) }
            let predictor = try predictor ?? source.predictor()
            self.predictor = predictor
            let foretelling = try open.foretelling ?? Foretelling(open.task, predictor, twins)
            open.foretelling = foretelling
            self.open = open
            try? open.log?.refresh()
            return .foretold(try foretelling.next(after: open.trainings.merging(open.log?.trainings ?? [:]) { _, new in new }))
        } catch {
            return .notForetold(reason: String(describing: error))
        }
    }

    private func begin(_ request: TrainingRequest) {
        do {
            try turn(to: request.task, request.settings)
            guard let open else { return }
            try? open.log?.refresh()
            if let epochs = open.log?.trainings[request.key] ?? open.trainings[request.key] {
                return tell(request, epochs, wasKnown: true, remark: nil)
            }
            let (ticket, halt) = (request.ticket, halt)
            let training = try CellTraining(
                request.key.cell, settings: request.settings, training: open.task.training,
                validation: open.task.heldOut.count > 0 ? open.task.heldOut : nil, seed: request.key.seed, shouldStop: { halt.stops(ticket) })
            job = Job(request: request, training: training)
        } catch {
            report(.training(ticket: request.ticket, .failed(reason: String(describing: error))))
        }
    }

    private func end(_ job: Job) {
        var remark: String?
        do {
            try halt.note {
                try open?.log?.refresh()
                try open?.log?.note(job.request.key, job.epochs)
            }
        } catch { remark = String(describing: error) }
        tell(job.request, job.epochs, wasKnown: false, remark: remark)
    }

    private func tell(_ request: TrainingRequest, _ epochs: [Epoch], wasKnown: Bool, remark: String?) {
        if let log = open?.log { open?.trainings.merge(log.trainings) { _, new in new } }
        open?.trainings[request.key] = epochs
        let end = TrainingEnd(
            row: TrainingRecord.Row(key: request.key, epochs: epochs), record: TrainingRecord(open?.trainings ?? [:]), wasKnown: wasKnown, remark: remark)
        report(.training(ticket: request.ticket, .ended(end)))
    }

    private func opened(_ name: String, _ settings: TrainingSettings) -> TrainingReport {
        do {
            let (opened, remark) = try reading(name, settings)
            open = opened
            return .opened(
                OpenedTask(card: TaskCard(opened.task), record: TrainingRecord(opened.trainings), twins: twins, names: source.names(), remark: remark))
        } catch {
            return .notOpened(reason: String(describing: error))
        }
    }

    private func reading(_ name: String, _ settings: TrainingSettings) throws -> (open: Open, remark: String?) {
        let task = try source.task(name)
        do {
            let log = try MeasurementLog(folder: source.folder, task: task, settings: settings)
            let remark = log.unreadable > 0 ? "\(log.unreadable) kept trainings could not be read, and are passed over" : nil
            return (Open(name: name, settings: settings, task: task, log: log, trainings: log.trainings), remark)
        } catch {
            return (Open(name: name, settings: settings, task: task, log: nil, trainings: [:]), "nothing is kept: \(error)")
        }
    }
}
