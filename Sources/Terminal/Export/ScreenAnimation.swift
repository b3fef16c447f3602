/// A film of screens of one size: what is shown, and from when on.
public struct ScreenAnimation: Sendable {
    public struct Frame: Sendable {
        public internal(set) var canvas: Canvas
        /// Seconds since the film's start.
        public let start: Double
    }

    public private(set) var frames: [Frame] = []
    /// Seconds that the film takes, the stay of its last frame included.
    public private(set) var duration = 0.0
    private let framesPerSecond: Int
    private var zero: Double?

    /// - Parameter framesPerSecond: frames that come faster are thinned: of each such stretch of time the last is kept
    public init(framesPerSecond: Int) {
        precondition(framesPerSecond > 0)
        self.framesPerSecond = framesPerSecond
    }

    /// Adds what is shown from now on; what shows nothing new, or is of another size than the first frame, is left out.
    /// - Parameter seconds: on a clock that only goes forward; the first frame's is the film's zero
    public mutating func add(_ canvas: Canvas, at seconds: Double) {
        let time = max(seconds - (zero ?? seconds), duration)
        zero = zero ?? seconds
        duration = time
        // A thousandth of a frame: sums of clock ticks miss their round values by less.
        let stretch = (time * Double(framesPerSecond) + 1e-3).rounded(.down) / Double(framesPerSecond)
        guard let last = frames.last else { return frames.append(Frame(canvas: canvas, start: 0)) }
        guard canvas.width == last.canvas.width, canvas.height == last.canvas.height, canvas != last.canvas else { return }
        if last.start < stretch || frames.count == 1 {
            frames.append(Frame(canvas: canvas, start: max(stretch, 1 / Double(framesPerSecond))))
        } else {
            frames[frames.count - 1].canvas = canvas
        }
    }
}
