import CKernels
import Dispatch

/// Shares work out over a fixed number of threads.
public enum Threads {
    /// Runs `body(worker, item)` once for every item. A worker does one item at a time, so that it can own its buffers, and takes the next
    /// when it is done: a core that others slow down gets fewer. What an item computes must not depend on its worker, nor on the worker's
    /// earlier items. There are fewer workers where memory is limited.
    public static func share(_ items: Int, threads: Int, _ body: @Sendable (_ worker: Int, _ item: Int) -> Void) {
        let workers = MemoryLimit.affordable(max(1, min(threads, items)))
        if workers == 1 {
            for item in 0..<items { body(0, item) }
            return
        }
        var taken = 0
        withUnsafeMutablePointer(to: &taken) { taken in
            let queue = Queue(taken: taken)
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                while case let item = queue.next(), item < items { body(worker, item) }
            }
        }
    }

    /// Items that no worker has taken yet.
    private struct Queue: @unchecked Sendable {
        let taken: UnsafeMutablePointer<Int>

        func next() -> Int { dnag_take(taken) }
    }
}
