import Foundation

/// What one thread leaves for another.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var messages: [Message] = []
    private var isClosed = false

    func post(_ message: Message) {
        condition.lock()
        messages.append(message)
        condition.signal()
        condition.unlock()
    }

    /// Everything there is, without waiting.
    func drain() -> [Message] {
        condition.lock()
        defer { condition.unlock() }
        let all = messages
        messages = []
        return all
    }

    /// Waits until there is something, and takes everything; nil once the box is closed.
    func wait() -> [Message]? {
        condition.lock()
        defer { condition.unlock() }
        while messages.isEmpty && !isClosed { condition.wait() }
        if isClosed { return nil }
        let all = messages
        messages = []
        return all
    }

    var isShut: Bool {
        condition.lock()
        defer { condition.unlock() }
        return isClosed
    }

    /// Whether there is a reason to look in.
    var hasMessages: Bool {
        condition.lock()
        defer { condition.unlock() }
        return !messages.isEmpty || isClosed
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
    }
}
