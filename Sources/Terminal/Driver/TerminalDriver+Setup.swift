import CNcurses
import Platform

extension TerminalDriver {
    /// Terminals that nearly all others understand, the more capable first.
    private static let known = ["xterm-256color", "xterm-color", "xterm", "screen", "vt100", "ansi"]

    /// The name of the terminal, after making sure that both streams are terminals and that it can carry a screen: the one in TERM, or
    /// one that the terminal database knows, where that does not (new terminals, over ssh).
    static func checkedTerm(
        input: Int32, output: Int32, environment: [String: String]
    ) throws(TerminalError) -> String {
        guard isatty(input) == 1 else { throw .notATerminal(stream: input == 0 ? "standard input" : "the input") }
        guard isatty(output) == 1 else {
            throw .notATerminal(stream: output == 1 ? "standard output" : "the output")
        }
        guard let term = environment["TERM"], !term.isEmpty else { throw .termUnset }
        func isKnown(_ term: String) -> Bool {
            var status: Int32 = 0
            return setupterm(term, output, &status) == OK
        }
        guard let term = isKnown(term) ? term : known.first(where: isKnown) else { throw .termUnknown(name: term) }
        guard dnag_terminal_string("cup") != nil else {
            throw .termTooPoor(name: term, missing: "move the cursor")
        }
        return term
    }

    /// Mouse buttons, drags and the wheel in the form 1006, pastes marked as such, and what is drawn on.
    func enableReports() {
        guard supportsModes else { return }
        send((reportsMouse ? "\u{1B}[?1002h\u{1B}[?1006h" : "") + "\u{1B}[?2004h" + (asksBackground ? BackgroundAnswer.question : ""))
        answerEnd = asksBackground ? .now + .seconds(1) : nil
    }

    func disableReports() {
        if supportsModes { send(Self.reportsOff) }
    }

    /// Writes to the terminal at once. ncurses keeps nothing back between updates, so the order is right.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                write(output, raw.baseAddress.map { $0 + sent }, bytes.count - sent)
            }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            sent += count
        }
    }

    private static var reportsOff: String { BackgroundAnswer.end + "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1002l" }

    /// What a signal handler writes to give the screen back, from the terminal's own description.
    static func restoreSequence(modes: Bool) -> [UInt8] {
        var sequence = Array((modes ? "\u{1B}[?2026l" + reportsOff : "").utf8)
        for name in ["sgr0", "cnorm", "rmcup"] {
            guard let capability = dnag_terminal_string(name) else { continue }
            sequence += withoutPadding(String(cString: capability)).utf8
        }
        return sequence
    }

    /// A capability without its delays (`$<20/>`), which only the real terminals of old needed.
    private static func withoutPadding(_ capability: String) -> String {
        var kept = ""
        var rest = Substring(capability)
        while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
            kept += rest[..<start.lowerBound]
            rest = rest[rest.index(after: end)...]
        }
        return kept + rest
    }
}
