import Terminal

/// A recording that grows in memory, with a marker where something happens.
struct HeadlessRecording {
    private var cast: Asciicast
    private var marks = RecordingMarks()
    private var text = ""

    init(title: String, version: Asciicast.Version) { cast = Asciicast(title: title, version: version) }

    mutating func add(_ frame: Canvas, of state: State, at seconds: Double) {
        text += cast.lines(for: frame, at: seconds)
        for words in marks.new(in: state) { mark(words, at: seconds) }
    }

    mutating func mark(_ words: String, at seconds: Double) { text += cast.marker(words, at: seconds) }

    /// The whole of it, when it ends.
    func ended(at seconds: Double) -> String {
        var cast = cast
        return text + cast.end(at: seconds)
    }
}
