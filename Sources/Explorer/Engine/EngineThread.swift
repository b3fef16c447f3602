import Foundation

/// The engine's thread: started once, and once more if it ends unasked.
final class EngineThread: @unchecked Sendable {
    private let lock = NSLock()
    private var body: (@Sendable () -> Void)?
    private var ended: (@Sendable () -> Void)?
    private var isRunning = false
    private var startsLeft = 2

    /// - Parameters:
    ///   - body: what the thread does; when it returns, the thread has ended in good order
    ///   - ended: called when the thread has ended in any other way
    func start(_ body: @escaping @Sendable () -> Void, ended: @escaping @Sendable () -> Void) {
        lock.lock()
        (self.body, self.ended) = (body, ended)
        lock.unlock()
        _ = revive()
    }

    /// Makes sure that the thread runs. False when it has ended too often.
    func revive() -> Bool {
        lock.lock()
        defer { lock.unlock() }
        guard let body, !isRunning else { return true }
        guard startsLeft > 0 else { return false }
        startsLeft -= 1
        isRunning = true
        let thread = Thread { [self] in
            let course = Course()
            ThreadEnd.watch { [self] in
                if !course.hasReturned { die() }
            }
            body()
            course.hasReturned = true
        }
        thread.name = "engine"
        thread.stackSize = 8 << 20
        thread.start()
        return true
    }

    private func die() {
        lock.lock()
        isRunning = false
        let ended = ended
        lock.unlock()
        ended?()
    }

    /// Written and read by the one thread.
    private final class Course: @unchecked Sendable { var hasReturned = false }
}
