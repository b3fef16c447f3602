/// Goes on with a study until its budget is spent, evaluating by a user's command or by trainings of our own.
///
/// A round is proposed when the one before it has come back whole, so that a study is the same for any number of jobs, and however often it
/// was stopped; asynchronous runs propose as soon as a job is free, and depend on what came back first.
public struct StudyRunner {
    public var strategy: any Strategy
    public var evaluator: any Evaluating
    /// Evaluations side by side.
    public var jobs: Int
    public var isAsynchronous: Bool
    /// The run ends when this many have failed before any has succeeded; 0: never.
    public var patience: Int

    public enum News {
        case proposing, waiting
        case told(Int)
        case failed(Int, EvaluatorFailure)
    }

    public enum End {
        /// The budget is spent, or nothing is left to propose.
        case finished
        case interrupted
        /// None succeeded; those that failed are waiting to be evaluated anew.
        case gaveUp(failures: Int, last: EvaluatorFailure)
    }

    public init(
        _ strategy: any Strategy, evaluator: any Evaluating, jobs: Int = 1, isAsynchronous: Bool = false, patience: Int = 5
    ) {
        self.strategy = strategy
        self.evaluator = evaluator
        self.jobs = jobs
        self.isAsynchronous = isAsynchronous
        self.patience = patience
    }

    /// - Throws: `StudyError`, `EvaluatorError.cannotStart`, what the strategy throws; what was evaluated is noted then
    public func run(
        _ study: inout OpenStudy, isCancelled: () -> Bool = { false }, report: (Study, News) -> Void = { _, _ in }
    ) throws -> End {
        let pool = EvaluatorPool(evaluator)
        defer { pool.end() }
        var running: Set<Int> = []
        var failure: EvaluatorFailure?

        func note(_ id: Int, _ result: EvaluatorPool.Result) throws {
            running.remove(id)
            switch try result.get() {
            case .figures(let figures):
                try study.note(.told(id: id, figures: figures))
                report(study.study, .told(id))
            case .failed(let cause):
                failure = cause
                try study.note(.failed(id: id, reason: cause.description))
                report(study.study, .failed(id, cause))
            case .cancelled: break
            }
        }
        func noteAll() throws { while let next = pool.take(waiting: 0) { try note(next.id, next.result) } }
        func waiting() -> [Study.Evaluation] {
            study.study.evaluations.filter { $0.state == .queued && !running.contains($0.id) }
        }

        func goOn() throws -> End? {
            if isCancelled() {
                pool.end()
                try noteAll()
                return .interrupted
            }
            try noteAll()
            let failed = study.study.failed
            if let failure, patience > 0, failed.count >= patience, study.study.told.isEmpty {
                pool.end()
                try noteAll()
                guard study.study.told.isEmpty else { return nil }
                try study.note(.requeued(ids: study.study.failed.map(\.id)))
                return .gaveUp(failures: failed.count, last: failure)
            }
            var next = waiting()
            if next.isEmpty, running.isEmpty || isAsynchronous && running.count < jobs {
                report(study.study, .proposing)
                if let round = try study.study.proposal(strategy) { try study.note(round) }
                next = waiting()
            }
            for evaluation in next.prefix(max(0, jobs - running.count)) {
                running.insert(evaluation.id)
                pool.start(EvaluatorTask(evaluation, of: study.study))
            }
            guard !running.isEmpty else { return .finished }
            if let first = pool.take(waiting: 0.2) { try note(first.id, first.result) }
            report(study.study, .waiting)
            return nil
        }

        do {
            while true { if let end = try goOn() { return end } }
        } catch {
            // What came back meanwhile is noted where it still can be: beside a file that was lost, say.
            pool.end()
            while let next = pool.take(waiting: 0) { try? note(next.id, next.result) }
            throw error
        }
    }
}
