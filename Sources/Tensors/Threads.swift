import Dispatch

/// Shares work out over a fixed number of threads.
public enum Threads {
    /// Runs `body(worker, item)` for every item; worker w takes items w, w + threads, … so that each worker can own
    /// its buffers. What an item computes must not depend on its worker.
    public static func share(_ items: Int, threads: Int, _ body: @Sendable (_ worker: Int, _ item: Int) -> Void) {
        let workers = max(1, min(threads, items))
        if workers == 1 {
            for item in 0..<items { body(0, item) }
            return
        }
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for item in stride(from: worker, to: items, by: workers) { body(worker, item) }
        }
    }
}
