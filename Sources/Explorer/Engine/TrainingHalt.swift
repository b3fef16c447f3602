import Foundation

/// How a training is told to end, from another thread.
///
/// A training that is done is noted whole or not at all: whoever ends the program waits for the line that is being written.
final class TrainingHalt: @unchecked Sendable {
    private let lock = NSLock()
    private let noting = NSLock()
    private var last = Int.min
    private var isOver = false

    /// Trainings with this ticket and those before are to stop.
    func stop(_ ticket: Int) { lock.withLock { last = max(last, ticket) } }

    /// All are, and what is being noted is noted.
    func end() {
        lock.withLock { isOver = true }
        noting.withLock {}
    }

    func stops(_ ticket: Int) -> Bool { lock.withLock { isOver || ticket <= last } }

    /// Writes a training down.
    func note<Result>(_ write: () throws -> Result) rethrows -> Result { try noting.withLock(write) }
}
