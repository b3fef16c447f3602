import CNcurses
import Platform

/// ncurses' screen on a terminal, with as many colours as it will show.
struct OpenScreen {
    private let screen: OpaquePointer
    private let stream: UnsafeMutablePointer<FILE>
    private let source: UnsafeMutablePointer<FILE>
    /// The colours there are: what was wanted, or fewer.
    let level: ColorLevel

    init(
        term: String, input: Int32, output: Int32, level wanted: ColorLevel, environment: [String: String]
    ) throws(TerminalError) {
        // A copy, so that closing the stream leaves the caller's descriptor open.
        let copy = dup(output)
        guard copy >= 0 else { throw .system(call: "dup", code: errno) }
        guard let stream = fdopen(copy, "w") else {
            let code = errno
            close(copy)
            throw .system(call: "fdopen", code: code)
        }
        let keys = dup(input)
        guard keys >= 0, let source = fdopen(keys, "r") else {
            let code = errno
            if keys >= 0 { close(keys) }
            fclose(stream)
            throw .system(call: "fdopen", code: code)
        }
        self.stream = stream
        self.source = source
        let entry = wanted == .trueColor ? DirectColorEntry(term: term, environment: environment) : nil
        defer { entry?.remove() }
        func open() -> OpaquePointer? { Self.withSize(of: output) { newterm(term, stream, source) } }
        guard let screen = entry.map({ $0.using(open) }) ?? open() else {
            fclose(stream)
            fclose(source)
            throw .termUnknown(name: term)
        }
        self.screen = screen
        dnag_prepare_screen()
        level = min(wanted, Self.levelOfTerminal())
    }

    /// Opens something of the terminal's size, whatever the environment says of it, but not larger than what is drawn: ncurses takes
    /// a hundred bytes for every cell.
    private static func withSize<Result>(of output: Int32, _ body: () -> Result) -> Result {
        var columns: Int32 = 0, rows: Int32 = 0
        let largest = TerminalDriver.largest
        let isTooLarge = dnag_window_size(output, &columns, &rows) == 0 && (Int(columns) > largest.columns || Int(rows) > largest.rows)
        use_tioctl(!isTooLarge)
        guard isTooLarge else { return body() }
        let names = ["COLUMNS", "LINES"], before = names.map { name in getenv(name).map { String(cString: $0) } }
        setenv("COLUMNS", "\(min(Int(columns), largest.columns))", 1)
        setenv("LINES", "\(min(Int(rows), largest.rows))", 1)
        defer {
            for (name, value) in zip(names, before) {
                if let value { setenv(name, value, 1) } else { unsetenv(name) }
            }
        }
        return body()
    }

    /// Frees the screen, after `endwin`.
    func free() {
        delscreen(screen)
        fclose(stream)
        fclose(source)
    }

    private static func levelOfTerminal() -> ColorLevel {
        guard has_colors() else { return .mono }
        switch dnag_color_count() {
        case 0x100_0000...: return .trueColor
        case 256...: return .twoFiftySix
        case 8...: return .sixteen
        default: return .mono
        }
    }
}
