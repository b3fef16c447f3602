/// A pipe that ends another thread's `poll`: who waits watches `readEnd`, and `ring` may be called on any thread. It owns both ends.
package final class WakePipe: Sendable {
    package let readEnd, writeEnd: Int32

    /// - Returns: nil where the system gives no pipe; `errno` says why
    package init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        (readEnd, writeEnd) = (ends[0], ends[1])
        for end in ends {
            // A full pipe must not block a signal handler or an engine: one byte is as good as many.
            _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL, 0) | O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    package func ring() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }

    /// The bytes written since the last call.
    @discardableResult
    package func drain() -> [UInt8] {
        var noted: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(readEnd, &buffer, buffer.count)
            if count <= 0 { return noted }
            noted += buffer.prefix(count)
            // Enough for any real burst; the rest is read next time.
            if noted.count > 4_096 { return noted }
        }
    }
}
