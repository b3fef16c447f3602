/// What one can ask for in plain mode: a line each.
enum PlainCommand: Hashable {
    case on, back, toStart, toEnd, newSeed, line, branch, undo, redo, help, quit
    case steer(property: String, tilt: Double)
    case unknown(String)

    /// - Parameter text: a line as it was typed
    init(_ text: String) {
        let word = text.split(separator: " ").joined(separator: " ")
        if let known = Self.known.first(where: { $0.words.contains(word) }) {
            self = known.command
        } else if let split = word.lastIndex(of: "="), let tilt = Double(word[word.index(after: split)...].filter { $0 != " " }),
            tilt.isFinite
        {
            self = .steer(property: word[..<split].filter { $0 != " " }, tilt: tilt)
        } else {
            self = .unknown(word)
        }
    }

    /// The first word is the one that the help shows. Where the screen has a key for the same, it is that key.
    private static let known: [(words: [String], command: PlainCommand, help: String)] = [
        (["", "."], .on, "(enter)  one step on"),
        ([",", "back"], .back, ",        one step back"),
        (["r", "start"], .toStart, "r        back to the noise it starts from"),
        (["e", "end"], .toEnd, "e        to the end, with all steps between"),
        (["R", "seed"], .newSeed, "R        start anew with the next seed"),
        (["b", "branch"], .branch, "b        the next branch"),
        (["u", "undo"], .undo, "u        bring back what was replaced"),
        (["U", "redo"], .redo, "U        and replace it again"),
        (["y", "line"], .line, "y        the line that brings this back"),
        (["?", "h", "help"], .help, "?        this help"),
        (["q", "quit"], .quit, "q        quit"),
    ]

    static var overview: [String] {
        ["A line each:"] + known.map { "  " + $0.help } + ["  NAME=GAMMA  steer by a property from here on, such as cifar10_test=2"]
    }
}
