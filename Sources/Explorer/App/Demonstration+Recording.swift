import Terminal

extension Demonstration {
    /// Plays it, and then what still plays to its end, which stays for two seconds. Where the teacher would speak there is a marker with what is said.
    /// - Parameter pause: seconds after each key
    /// - Returns: an asciicast, the same for the same session
    public func recording(of explorer: HeadlessExplorer, title: String, pause: Double, version: Asciicast.Version) -> String {
        explorer.startRecording(title: title, version: version)
        for act in acts {
            switch act {
            case .press(let key):
                explorer.press(key)
                explorer.pass(pause)
            case .wait(let seconds): explorer.pass(seconds)
            case .stop(let words): if !words.isEmpty { explorer.mark(words) }
            case .line(let line, _):
                // As somebody types it.
                for key in [.char(":")] + line.map(Key.char) + [.enter] { explorer.press(key) }
                explorer.pass(pause)
            }
        }
        explorer.playToEnd()
        explorer.pass(2)
        return explorer.endRecording()
    }
}
