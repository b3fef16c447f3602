import Foundation
import Platform

/// Trainings have a thread of their own, the least urgent there is: it begins with the first order, and sleeps unless there is a cell to be trained.
/// Orders are taken between epochs; a training is given up between batches.
final class TrainingThread: Sendable {
    private enum Message: Sendable {
        case order(TrainingOrder)
        /// To be told when there is nothing left to do.
        case settle(@Sendable () -> Void)
    }

    private let messages = Mailbox<Message>()
    private let halt = TrainingHalt()
    private let start = Start()

    /// - Parameter report: called on the thread
    func prepare(_ source: TaskSource, report: @escaping @Sendable (EngineEvent) -> Void) {
        let (messages, halt) = (messages, halt)
        start.prepare {
            Self.giveWay()
            let desk = TrainingDesk(source, halt, report: report)
            var whenSettled: [@Sendable () -> Void] = []
            while let new = desk.isBusy ? messages.isShut ? nil : messages.drain() : messages.wait() {
                for message in new {
                    switch message {
                    case .order(let order): desk.take(order)
                    case .settle(let report): whenSettled.append(report)
                    }
                }
                desk.advance()
                guard !desk.isBusy else { continue }
                for report in whenSettled { report() }
                whenSettled = []
            }
        }
    }

    /// - Returns: false where there are no tasks
    func take(_ order: TrainingOrder) -> Bool {
        // At once: the thread may be in the middle of an epoch.
        if case .stop(let ticket) = order { halt.stop(ticket) }
        guard start.begin() else { return false }
        messages.post(.order(order))
        return true
    }

    /// Calls back once everything asked for before is done.
    func whenSettled(_ report: @escaping @Sendable () -> Void) {
        if start.hasBegun { messages.post(.settle(report)) } else { report() }
    }

    /// Gives up what is being trained. A training that is done is kept before this returns.
    func stop() {
        halt.end()
        messages.close()
    }

    /// Lets everybody else compute first. On Linux a thread has a niceness of its own; elsewhere its quality of service says so.
    private static func giveWay() {
        #if canImport(Glibc)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }

    /// The thread, before and after it has begun.
    private final class Start: @unchecked Sendable {
        private let lock = NSLock()
        private var body: (@Sendable () -> Void)?
        private(set) var isRunning = false

        func prepare(_ body: @escaping @Sendable () -> Void) { lock.withLock { self.body = body } }

        var hasBegun: Bool { lock.withLock { isRunning } }

        func begin() -> Bool {
            lock.withLock {
                guard let body else { return false }
                if isRunning { return true }
                isRunning = true
                let thread = Thread(block: body)
                thread.name = "trainings"
                thread.qualityOfService = .background
                thread.stackSize = 8 << 20
                thread.start()
                return true
            }
        }
    }
}
