import Terminal

/// A recording being played: keys and time say what is to be seen, and `advance` works towards it, a while at a time.
public final class Playback {
    public let cast: CastFile
    let markers: [(seconds: Double, label: String)]
    let screen: TerminalScreen
    private var keyframes: Keyframes
    /// Events on the screen so far, bytes of the next one, and events that are to be on it.
    private var shown = 0, partly = 0, wanted = 0
    /// Since the last moment that was kept, and since the screen was last what it should be.
    private var work = Duration.zero, lag = Duration.zero
    /// Where `wanted` was set: what has been done since is the progress.
    private var origin = 0
    public private(set) var seconds = 0.0
    public private(set) var isPlaying = true
    public private(set) var speed = 1.0
    public private(set) var isLeaving = false
    /// The upper left cell of the part of a larger recording that is to be shown; nil: where the cursor is.
    var corner: (x: Int, y: Int)?
    /// The part that was shown last.
    var part = Rect(width: 0, height: 0)

    private static let speeds = [0.25, 0.5, 1, 2, 4, 8]

    public init(_ cast: CastFile) {
        self.cast = cast
        markers = cast.events.compactMap { event in
            if case .marker(let label) = event.change { (event.seconds, label) } else { nil }
        }
        screen = TerminalScreen(width: cast.width, height: cast.height)
        keyframes = Keyframes(start: screen.snapshot())
        seek(to: 0)
        advance(for: .milliseconds(20))
    }

    /// Whether the screen does not yet show what it should.
    public var isBehind: Bool { shown < wanted }

    /// Whether it has been so for long enough to be told.
    var isLate: Bool { isBehind && lag > .milliseconds(250) }

    /// How much of the way has been gone since the last move, 0…1.
    var progress: Double { wanted > origin ? Double(shown - origin) / Double(wanted - origin) : 1 }

    /// Lets time pass. It stands still while the screen is behind.
    public func pass(_ elapsed: Double) {
        guard isPlaying, !isBehind, elapsed.isFinite, elapsed > 0 else { return }
        seek(to: seconds + elapsed * speed)
        if seconds >= cast.duration { isPlaying = false }
    }

    public func press(_ key: Key) {
        switch key {
        case .char(" "):
            if !isPlaying, seconds >= cast.duration { seek(to: 0) }
            isPlaying.toggle()
        case .right, .char("l"): seek(to: seconds + 5)
        case .left, .char("h"): seek(to: seconds - 5)
        case .char("."): step(to: first(after: seconds))
        case .char(","): step(to: first(notBefore: seconds) - 1)
        case .char("m"): seek(to: markers.first { $0.seconds > seconds }?.seconds ?? seconds)
        case .char("M"): seek(to: markers.last { $0.seconds < seconds }?.seconds ?? seconds)
        case .home: seek(to: 0)
        case .end: seek(to: cast.duration)
        case .char("]"): speed = Self.speeds.first { $0 > speed } ?? speed
        case .char("["): speed = Self.speeds.last { $0 < speed } ?? speed
        case .up, .char("K"), .modified(.shift, .up): pan(0, -1)
        case .down, .char("J"), .modified(.shift, .down): pan(0, 1)
        case .char("H"), .modified(.shift, .left): pan(-1, 0)
        case .char("L"), .modified(.shift, .right): pan(1, 0)
        case .char("q"), .escape, .ctrl("c"): isLeaving = true
        default: break
        }
    }

    /// To another change, and stays there.
    private func step(to index: Int) {
        isPlaying = false
        if cast.events.indices.contains(index) { seek(to: cast.events[index].seconds) }
    }

    /// Says what is to be seen: the recording at a time.
    public func seek(to time: Double) {
        seconds = min(max(time, 0), cast.duration)
        wanted = first(after: seconds)
        // Back, there is no way but from a moment that was kept; forward, one may be nearer than where we are.
        if let frame = keyframes.last(upTo: wanted), frame.count > shown || wanted < shown + min(partly, 1) {
            screen.restore(frame.screen)
            (shown, partly, work) = (frame.count, 0, .zero)
        }
        origin = shown
    }

    /// Works until the screen shows what it should, or for so long.
    public func advance(for limit: Duration? = nil) {
        let start = ContinuousClock.now
        var last = start
        while shown < wanted {
            takeSlice()
            let now = ContinuousClock.now
            work += now - last
            lag += now - last
            last = now
            if partly == 0, keyframes.wants(shown, after: work) {
                keyframes.add(screen.snapshot(), count: shown)
                work = .zero
            }
            if let limit, now - start >= limit { break }
        }
        if !isBehind { lag = .zero }
    }

    /// A change, or as much of one as takes a few milliseconds at most: a byte can change every cell.
    private func takeSlice() {
        switch cast.events[shown].change {
        case .output(let range):
            let most = min(max(1_000_000 / max(screen.width * screen.height, 1), 16), 4_096)
            let start = range.lowerBound + partly
            let end = min(start + most, range.upperBound)
            screen.write(cast.text[start..<end])
            partly = end - range.lowerBound
            if end < range.upperBound { return }
        case .resize(let width, let height): screen.resize(width: width, height: height)
        case .marker, .exit: break
        }
        (shown, partly) = (shown + 1, 0)
    }

    /// Seconds on the clock until something else is to be seen; nil when nothing moves.
    public var nextChange: Double? {
        if isBehind { return 0 }
        guard isPlaying else { return nil }
        let next = shown < cast.events.count ? cast.events[shown].seconds : cast.duration
        return max((next - seconds) / speed, 0.005)
    }

    // MARK: Times

    private func first(after time: Double) -> Int { first { $0 > time } }

    private func first(notBefore time: Double) -> Int { first { $0 >= time } }

    /// The first event whose time is late enough; times never fall.
    private func first(where isLate: (Double) -> Bool) -> Int {
        var (low, high) = (0, cast.events.count)
        while low < high {
            let middle = (low + high) / 2
            if isLate(cast.events[middle].seconds) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
