import Foundation

/// Evaluations that run side by side, each on a thread that waits for its process.
final class EvaluatorPool: @unchecked Sendable {
    typealias Result = Swift.Result<EvaluatorRun.Outcome, any Error>

    private let evaluator: any Evaluating
    private let orphans = OrphanGuard()
    private let condition = NSCondition()
    private var results: [(id: Int, result: Result)] = []
    private var open = 0
    private var isCancelled = false

    init(_ evaluator: any Evaluating) { self.evaluator = evaluator }

    // Every thread that evaluates holds the pool: nothing runs any more.
    deinit { orphans?.dismiss() }

    /// Evaluations whose results were not taken yet.
    var count: Int { condition.withLock { open + results.count } }

    func start(_ task: EvaluatorTask) {
        condition.withLock { open += 1 }
        Thread.detachNewThread { [self] in
            let result = Result {
                try evaluator.evaluate(task, orphans: orphans) { condition.withLock { isCancelled } }
            }
            condition.withLock {
                results.append((task.id, result))
                open -= 1
                condition.broadcast()
            }
        }
    }

    /// A result, the first that came; nil where none comes in time.
    func take(waiting seconds: Double) -> (id: Int, result: Result)? {
        let end = Date(timeIntervalSinceNow: seconds)
        return condition.withLock {
            while results.isEmpty, open > 0, seconds > 0, condition.wait(until: end) {}
            return results.isEmpty ? nil : results.removeFirst()
        }
    }

    /// Ends what runs and waits until it has ended; what had come to its end before can still be taken, and more can be started.
    func end() {
        condition.withLock {
            isCancelled = true
            while open > 0 { condition.wait() }
            isCancelled = false
        }
    }
}

extension NSCondition {
    fileprivate func withLock<Value>(_ body: () throws -> Value) rethrows -> Value {
        lock()
        defer { unlock() }
        return try body()
    }
}
