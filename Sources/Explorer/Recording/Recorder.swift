import Foundation
import Tensors
import Terminal

/// Writes the frames of the screen to a recording, on a thread of its own: whoever draws never waits for the disk.
///
/// The file comes into its place when the recording ends; until then it is a temporary one beside it, and a failure leaves
/// nothing. A recording ends by itself at `byteLimit`, and while the disk is slow frames are left out, so neither disk nor
/// memory fills.
public final class Recorder: @unchecked Sendable {
    /// About twelve minutes of playing without a pause at 160×48, eighteen at 120×36.
    public static let byteLimit = 64_000_000
    /// Frames that may wait to be written.
    static let backlogLimit = 64

    private enum Order: Sendable {
        case frame(Canvas, marks: [String], at: Double)
        case end(at: Double)
    }

    private let orders = Mailbox<Order>()
    private let lock = NSLock()
    private var waiting = 0
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - path: where the recording goes, or beside it when something is there
    ///   - report: called on the recorder's thread, once: how it ended
    public init(path: String, title: String, byteLimit: Int = Recorder.byteLimit, report: @escaping @Sendable (EngineEvent) -> Void) {
        let thread = Thread { [self] in
            report(write(to: path, title: title, limit: byteLimit))
            ended.signal()
        }
        thread.name = "recorder"
        thread.start()
    }

    /// Adds what is shown from now on.
    /// - Parameters:
    ///   - marks: words of markers at this moment
    ///   - seconds: on a clock that only goes forward; the first frame's is the recording's zero
    public func add(_ frame: Canvas, marks: [String] = [], at seconds: Double) {
        lock.lock()
        defer { lock.unlock() }
        guard waiting < Self.backlogLimit else { return }
        waiting += 1
        orders.post(.frame(frame, marks: marks, at: seconds))
    }

    /// Ends the recording.
    public func end(at seconds: Double) { orders.post(.end(at: seconds)) }

    /// Waits until the file is in its place, or a few seconds at most.
    public func waitForEnd() { _ = ended.wait(timeout: .now() + 3) }

    private func write(to path: String, title: String, limit: Int) -> EngineEvent {
        do {
            let file = try PendingFile(for: path)
            var cast = Asciicast(title: title)
            var start: Double?
            while let new = orders.wait() {
                for order in new {
                    switch order {
                    case .frame(let frame, let marks, let time):
                        let zero = start ?? time
                        start = zero
                        var lines = cast.lines(for: frame, at: time - zero)
                        for words in marks { lines += cast.marker(words, at: time - zero) }
                        try file.append(Data(lines.utf8))
                        lock.lock()
                        waiting -= 1
                        lock.unlock()
                        if file.byteCount >= limit { return try finish(file, isFull: true) }
                    case .end(let time):
                        if let start { try file.append(Data(cast.end(at: time - start).utf8)) }
                        return try finish(file, isFull: false)
                    }
                }
            }
            return .recordingFailed(reason: "\(path): the recording was broken off")
        } catch {
            return .recordingFailed(reason: "\(error)")
        }
    }

    private func finish(_ file: PendingFile, isFull: Bool) throws -> EngineEvent {
        let size = file.byteCount
        return .recorded(path: try file.putBesideOthers(), size: size, isFull: isFull)
    }
}
