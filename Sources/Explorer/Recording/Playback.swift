import Terminal

/// A recording being played: a value that keys and time change.
public struct Playback: Sendable {
    private let cast: CastFile
    private var screen: ANSIScreen
    /// Events on the screen so far.
    private var shown = 0
    public private(set) var seconds = 0.0
    public private(set) var isPlaying = true
    public private(set) var speed = 1.0
    public private(set) var isLeaving = false

    private static let speeds = [0.25, 0.5, 1, 2, 4, 8]

    public init(_ cast: CastFile) {
        self.cast = cast
        screen = ANSIScreen(width: cast.width, height: cast.height)
        go(to: 0)
    }

    /// Lets time pass.
    public mutating func pass(_ elapsed: Double) {
        guard isPlaying, elapsed.isFinite, elapsed > 0 else { return }
        go(to: seconds + elapsed * speed)
        if seconds >= cast.duration { isPlaying = false }
    }

    public mutating func press(_ key: Key) {
        switch key {
        case .char(" "):
            if !isPlaying, seconds >= cast.duration { go(to: 0) }
            isPlaying.toggle()
        case .right, .char("l"): go(to: seconds + 5)
        case .left, .char("h"): go(to: seconds - 5)
        case .char("."): step(by: 1)
        case .char(","): step(by: -1)
        case .home: go(to: 0)
        case .end: go(to: cast.duration)
        case .char("]"): speed = Self.speeds.first { $0 > speed } ?? speed
        case .char("["): speed = Self.speeds.last { $0 < speed } ?? speed
        case .char("q"), .escape, .ctrl("c"): isLeaving = true
        default: break
        }
    }

    /// To the next or the last change, and stays there.
    private mutating func step(by direction: Int) {
        isPlaying = false
        let times = direction > 0 ? cast.events.first { $0.seconds > seconds } : cast.events.last { $0.seconds < seconds }
        if let event = times { go(to: event.seconds) }
    }

    public mutating func go(to time: Double) {
        let wanted = min(max(time, 0), cast.duration)
        if wanted < seconds {
            // There is no way back but from the start.
            screen = ANSIScreen(width: cast.width, height: cast.height)
            shown = 0
        }
        seconds = wanted
        while shown < cast.events.count, cast.events[shown].seconds <= wanted {
            switch cast.events[shown].change {
            case .output(let text): screen.write(text)
            case .resize(let width, let height): screen.resize(width: width, height: height)
            }
            shown += 1
        }
    }

    /// Seconds on the clock until something else is to be seen; nil when nothing moves.
    public var nextChange: Double? {
        guard isPlaying else { return nil }
        let next = shown < cast.events.count ? cast.events[shown].seconds : cast.duration
        return max((next - seconds) / speed, 0.005)
    }

    /// The recording at this moment on a screen of a size, with a line below it that says where it stands.
    public func frame(width: Int, height: Int, theme: Theme) -> Canvas {
        var canvas = Canvas(width: width, height: height, filling: Glyph(" ", Style(theme.text, on: theme.background)))
        for y in 0..<min(screen.canvas.height, height) {
            for x in 0..<min(screen.canvas.width, width) { canvas[x, y] = screen.canvas[x, y] }
        }
        // Where there is no row to spare, the line is there while the recording stands.
        guard height > screen.canvas.height || !isPlaying else { return canvas }
        drawLine(on: &canvas, theme)
        return canvas
    }

    private func drawLine(on canvas: inout Canvas, _ theme: Theme) {
        let row = Rect(x: 0, y: canvas.height - 1, width: canvas.width, height: 1)
        canvas.fill(row, with: Glyph(" ", Style(theme.text, on: theme.surface)))
        let place = "\(Self.clock(seconds)) / \(Self.clock(cast.duration))   \(speed.fixed(speed < 1 ? 2 : 0))×"
        let x = canvas.put(isPlaying ? " ▶ " : " ‖ ", at: 0, row.y, Style(theme.state).bold)
        let end = canvas.put(place, at: x, row.y, theme.textStyle)
        canvas.draw(
            KeyHints(
                [
                    .init("space", isPlaying ? "pause" : "play"), .init("q", "quit"), .init("←→", "5 s"), .init(", .", "frame"),
                    .init("[ ]", "speed"),
                ], theme: theme), in: row.inset(left: end + 3))
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 1e6))
        return "\(whole / 60):" + (whole % 60 < 10 ? "0" : "") + "\(whole % 60)"
    }
}
