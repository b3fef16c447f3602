import Terminal

/// Moments of a recording to come back to, so that a way back takes no longer than the way between two of them.
///
/// They are taken by the work that lies between, not by time; where their memory reaches its limit every second one goes, and from
/// then on they are taken half as often.
package struct Keyframes {
    package struct Frame {
        /// Events that are on its screen.
        package let count: Int
        let screen: TerminalScreen.Snapshot
    }

    package private(set) var frames: [Frame]
    package private(set) var spacing = Duration.milliseconds(100)
    private let byteLimit: Int
    private var byteCount = 0

    /// - Parameter start: the screen before the first event, which always stays
    package init(start: TerminalScreen.Snapshot, byteLimit: Int = 64_000_000) {
        frames = [Frame(count: 0, screen: start)]
        self.byteLimit = byteLimit
    }

    /// Whether a screen that shows so many events, after so much work, is one to keep.
    package func wants(_ count: Int, after work: Duration) -> Bool { work >= spacing && count > (frames.last?.count ?? 0) }

    package mutating func add(_ screen: TerminalScreen.Snapshot, count: Int) {
        frames.append(Frame(count: count, screen: screen))
        byteCount += screen.byteCount
        guard byteCount > byteLimit else { return }
        frames = frames.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        byteCount = frames.dropFirst().reduce(0) { $0 + $1.screen.byteCount }
        spacing *= 2
    }

    /// The last one that shows no more than so many events.
    package func last(upTo count: Int) -> Frame? { frames.last { $0.count <= count } }
}
