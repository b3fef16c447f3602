import Platform

/// Ends a driver's wait for events from any thread: after handing something over, call `wake()`.
///
/// It owns the pipe it writes to, so it is harmless to keep it longer than the driver. What else is written to the pipe are the numbers of signals.
public final class Waker: Sendable {
    let pipe: WakePipe

    init() throws(TerminalError) {
        guard let pipe = WakePipe() else { throw .system(call: "pipe", code: errno) }
        self.pipe = pipe
    }

    /// Makes the driver's `events` return now.
    public func wake() { pipe.ring() }
}
