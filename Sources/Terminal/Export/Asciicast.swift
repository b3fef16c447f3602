/// A recording in asciinema's format asciicast, version 2 or 3: a JSON header, then one line an event, `[seconds, "o", text]` for what
/// is written to the terminal, `[seconds, "r", "COLUMNSxROWS"]` for its new size and `[seconds, "m", words]` for a marker. In version 2 the
/// seconds are counted from the start, in version 3 from the event before. Frames become the changes they make.
public struct Asciicast: Sendable {
    public enum Version: Int, Sendable, Hashable, CaseIterable {
        case two = 2, three
    }

    private let title: String
    private let version: Version
    private var shown: Canvas?
    private var lastTime = 0.0
    /// When the event before was, as it was written.
    private var lastMilliseconds = 0

    public init(title: String, version: Version = .two) { (self.title, self.version) = (title, version) }

    /// The lines that a frame adds, each with its line end; empty when it shows what was there.
    /// - Parameter seconds: since the start; time that runs backwards stands still.
    public mutating func lines(for frame: Canvas, at seconds: Double) -> String {
        pass(to: seconds)
        var lines = ""
        if shown == nil {
            // The cursor would blink at the last change.
            lines = header(of: frame) + event("o", "\u{1B}[?25l")
        } else if shown?.width != frame.width || shown?.height != frame.height {
            lines += event("r", "\(frame.width)x\(frame.height)")
        }
        let update = frame.ansiUpdate(from: shown)
        shown = frame
        return update.isEmpty ? lines : lines + event("o", update)
    }

    /// The line of a marker: a place to jump to, with its words. Comes after the first frame.
    public mutating func marker(_ words: String, at seconds: Double) -> String {
        pass(to: seconds)
        return event("m", words)
    }

    /// The last line: the time the recording ends, so that its last frame stays as long as it did.
    public mutating func end(at seconds: Double) -> String {
        pass(to: seconds)
        return event("o", "\u{1B}[0m")
    }

    private mutating func pass(to seconds: Double) {
        if seconds.isFinite { lastTime = max(seconds, lastTime) }
    }

    private func header(of frame: Canvas) -> String {
        switch version {
        case .two:
            """
            {"version": 2, "width": \(frame.width), "height": \(frame.height), "title": \(Self.quoted(title)), \
            "env": {"TERM": "xterm-256color"}}

            """
        case .three:
            """
            {"version": 3, "term": {"cols": \(frame.width), "rows": \(frame.height), "type": "xterm-256color"}, \
            "title": \(Self.quoted(title))}

            """
        }
    }

    private mutating func event(_ kind: String, _ text: String) -> String {
        let now = Int((min(lastTime, 1e9) * 1000).rounded())
        let time = version == .two ? now : now - lastMilliseconds
        lastMilliseconds = now
        return "[\(Self.seconds(time)), \"\(kind)\", \(Self.quoted(text))]\n"
    }

    /// Milliseconds as seconds with three decimals, independent of the locale.
    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
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
