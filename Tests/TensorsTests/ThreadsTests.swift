import Foundation
import Tensors
import Testing

@Suite struct ThreadsTests {
    /// (worker, item) pairs from several threads.
    private final class Log: @unchecked Sendable {
        private let lock = NSLock()
        private var entries: [(worker: Int, item: Int)] = []

        func append(_ worker: Int, _ item: Int) { lock.withLock { entries.append((worker, item)) } }
        var all: [(worker: Int, item: Int)] { lock.withLock { entries } }
    }

    @Test(arguments: [-1, 0, 1, 2, 3, 7, 64], [0, 1, 2, 5, 100])
    func everyItemIsDoneOnce(threads: Int, items: Int) {
        let log = Log()
        Threads.share(items, threads: threads) { worker, item in log.append(worker, item) }
        #expect(log.all.map(\.item).sorted() == Array(0..<items))
        let workers = max(1, min(threads, items))
        #expect(log.all.allSatisfy { (0..<workers).contains($0.worker) })
    }

    /// A worker that is held up leaves its share to the others.
    @Test func aSlowWorkerTakesFewerItems() {
        let log = Log(), patience = ContinuousClock.now + .seconds(60)
        Threads.share(40, threads: 2) { worker, item in
            while item == 0, log.all.count < 39, ContinuousClock.now < patience { usleep(1_000) }
            log.append(worker, item)
        }
        #expect(log.all.count == 40 && log.all.last?.item == 0)
    }

    @Test func aWorkerNeverRunsTwiceAtOnce() {
        let inside = (0..<3).map { _ in Log() }
        let overlaps = Log()
        Threads.share(60, threads: 3) { worker, item in
            let before = inside[worker].all.count
            inside[worker].append(worker, item)
            usleep(100)
            inside[worker].append(worker, item)
            if inside[worker].all.count != before + 2 { overlaps.append(worker, item) }
        }
        #expect(overlaps.all.isEmpty)
    }
}
