import Architectures
import Trainer

extension State {
    mutating func take(_ report: TrainingReport, ticket: Int) {
        switch report {
        case .opened(let opened):
            guard trainings.opening == ticket else { return }
            trainings.opening = nil
            (trainings.card, trainings.record) = (opened.card, opened.record)
            (trainings.twins, trainings.names) = (opened.twins, opened.names)
            trainings.remark = opened.remark
            if page == .task || !trainings.queue.isEmpty { tellRemark() }
        case .notOpened(let reason):
            guard trainings.opening == ticket else { return }
            let isAwaited = !trainings.queue.isEmpty
            (trainings.opening, trainings.failure, trainings.queue) = (nil, reason, [])
            // Whoever neither chose it nor trains has no need to know.
            if page != .task, trainings.task != Trainings.usualTask || isAwaited { warn(reason) }
        case .epoch(let epoch):
            if trainings.current?.request.ticket == ticket { trainings.current?.epochs.append(epoch) }
        case .ended(let end): ended(end, ticket)
        case .foretold(let found): foretold(found, ticket)
        case .notForetold(let reason):
            guard trainings.foretelling == ticket else { return }
            (trainings.foretelling, trainings.wanted) = (nil, 0)
            warn(reason)
        case .stopped: finish(ticket)
        case .failed(let reason):
            guard trainings.current?.request.ticket == ticket || ticket == 0 else { return }
            (trainings.queue, trainings.wanted) = ([], 0)
            finish(trainings.current?.request.ticket ?? ticket)
            warn(reason)
        }
    }

    private mutating func ended(_ end: TrainingEnd, _ ticket: Int) {
        guard let current = trainings.current, current.request.ticket == ticket else { return }
        finish(ticket)
        // Of a task that was left nothing is shown; it is kept all the same.
        guard current.request.task == trainings.task, trainings.card != nil else { return }
        trainings.record = end.record
        trainings.latest.removeAll { $0 == end.row.key }
        trainings.latest = (trainings.latest + [end.row.key]).suffix(Trainings.mostLatest)
        if let remark = end.remark {
            warn(remark)
        } else if end.wasKnown {
            say("trained before: \(end.row.accuracy.fixed(1)) % on \(trainings.task)")
        } else {
            say("trained: \(end.row.accuracy.fixed(1)) % on \(trainings.task)")
        }
    }

    private mutating func foretold(_ found: ForetoldCell?, _ ticket: Int) {
        guard trainings.foretelling == ticket else { return }
        trainings.foretelling = nil
        // Nobody waits for it any more.
        guard trainings.wanted > 0 else { return }
        guard let found else {
            trainings.wanted = 0
            return say("all cells that these images were foretold to want are trained")
        }
        trainings.wanted -= 1
        trainings.queue.append(found.cell)
        say("training what is foretold as \(found.rank) of \(Cell.count)")
    }

    /// Says once what of kept trainings could not be had, to whoever has to do with them.
    mutating func tellRemark() {
        if let remark = trainings.remark { warn(remark) }
        trainings.remark = nil
    }

    private mutating func finish(_ ticket: Int) {
        if trainings.current?.request.ticket == ticket { trainings.current = nil }
    }
}
