/// What finds the figures of an architecture: a user's command, or a training of our own.
public protocol Evaluating: Sendable {
    /// Blocks until figures are there, nothing more can be tried, or it was cancelled.
    /// - Parameter orphans: who ends processes that outlive this one; nil: nobody
    /// - Throws: what no other architecture would go better with
    func evaluate(_ task: EvaluatorTask, orphans: OrphanGuard?, isCancelled: () -> Bool) throws -> EvaluatorRun.Outcome
}

extension EvaluatorRun: Evaluating {}
