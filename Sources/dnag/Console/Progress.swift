import Foundation
import Tensors
import Terminal

/// A line on the terminal's error stream that tells how far a long job is and how long it still takes; silent when the stream is
/// no terminal and in its first half second.
final class Progress: @unchecked Sendable {
    private let lock = NSLock()
    private let title: String
    private let start = Date()
    private let first: Int
    private var lastShown = Date()
    private var isShowing = false
    private let isTerminal = Streams.errorIsTerminal

    /// - Parameter first: what was done before, which tells nothing of the speed
    init(_ title: String, from first: Int = 0) {
        self.title = title
        self.first = first
    }

    /// - Parameter detail: shown behind the time left
    func update(_ done: Int, of total: Int, detail: String = "") {
        guard isTerminal else { return }
        lock.lock()
        defer { lock.unlock() }
        let now = Date()
        guard now.timeIntervalSince(lastShown) > 0.2, now.timeIntervalSince(start) > 0.5 else { return }
        lastShown = now
        isShowing = true
        let share = Double(done) / Double(max(total, 1))
        let left = now.timeIntervalSince(start) * Double(total - done) / Double(max(done - first, 1))
        let filled = Int(share * 20)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
        let line = "\(title) [\(bar)] \(Int(share * 100)) %  \(Self.time(left)) left  \(detail)".escaped(limit: 1_000)
        // A line that wraps could not be taken back.
        Streams.say("\r\u{1B}[K" + line.truncated(to: Self.columns - 1))
    }

    func finish() {
        lock.lock()
        defer { lock.unlock() }
        if isShowing { Streams.say("\r\u{1B}[K") }
        isShowing = false
    }

    static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
    }

    private static var columns: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
}
