/// A recording in asciinema's format asciicast, version 2: a JSON header, then one line an event, `[seconds, "o", text]` for what
/// is written to the terminal and `[seconds, "r", "COLUMNSxROWS"]` for its new size. Frames become the changes they make.
public struct Asciicast: Sendable {
    private let title: String
    private var shown: Canvas?
    private var lastTime = 0.0

    public init(title: String) { self.title = title }

    /// The lines that a frame adds, each with its line end; empty when it shows what was there.
    /// - Parameter seconds: since the start; time that runs backwards stands still.
    public mutating func lines(for frame: Canvas, at seconds: Double) -> String {
        lastTime = seconds.isFinite ? max(seconds, lastTime) : lastTime
        var lines = ""
        if shown == nil {
            lines = """
                {"version": 2, "width": \(frame.width), "height": \(frame.height), "title": \(Self.quoted(title)), \
                "env": {"TERM": "xterm-256color"}}

                """
            // The cursor would blink at the last change.
            lines += event("o", "\u{1B}[?25l")
        } else if shown?.width != frame.width || shown?.height != frame.height {
            lines += event("r", "\(frame.width)x\(frame.height)")
        }
        let update = frame.ansiUpdate(from: shown)
        shown = frame
        return update.isEmpty ? lines : lines + event("o", update)
    }

    /// The last line: the time the recording ends, so that its last frame stays as long as it did.
    public mutating func end(at seconds: Double) -> String {
        lastTime = seconds.isFinite ? max(seconds, lastTime) : lastTime
        return event("o", "\u{1B}[0m")
    }

    private func event(_ kind: String, _ text: String) -> String {
        "[\(Self.milliseconds(lastTime)), \"\(kind)\", \(Self.quoted(text))]\n"
    }

    /// Seconds with three decimals, independent of the locale.
    private static func milliseconds(_ seconds: Double) -> String {
        let whole = Int((min(max(seconds, 0), 1e9) * 1000).rounded())
        let rest = String(whole % 1000)
        return "\(whole / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case _ where CharacterWidth.columns(of: scalar) == nil && scalar.value < 0x1_0000:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
