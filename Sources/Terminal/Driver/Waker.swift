import Platform

/// Ends a driver's wait for events from any thread: after handing something over, call `wake()`.
///
/// It owns the pipe it writes to, so it is harmless to keep it longer than the driver.
public final class Waker: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(TerminalError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(call: "pipe", code: errno) }
        readEnd = ends[0]
        writeEnd = ends[1]
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

    /// Makes the driver's `events` return now.
    public func wake() {
        var byte: UInt8 = 0
        _ = write(writeEnd, &byte, 1)
    }

    /// The bytes written since the last call: 0 a wake, otherwise the number of a signal.
    func drain() -> [UInt8] {
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
