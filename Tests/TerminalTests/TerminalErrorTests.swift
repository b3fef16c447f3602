import Foundation
import Terminal
import Testing

@Suite struct TerminalErrorTests {
    @Test(arguments: [
        (
            TerminalError.notATerminal(stream: "standard input"),
            "standard input is not a terminal: the screen needs one for keys and one to draw on"
        ),
        (.termUnset, "TERM is not set: it must name the terminal, for example TERM=xterm-256color"),
        (
            .termUnknown(name: "zx81"),
            "TERM is \"zx81\", which the terminal database does not know: try TERM=xterm-256color"
        ),
        (
            .termTooPoor(name: "dumb", missing: "move the cursor"),
            "TERM is \"dumb\", a terminal that cannot move the cursor: a screen needs that"
        ),
        (.alreadyOpen, "the terminal is already in use by this process: only one screen can be open"),
    ])
    func saysWhatAndWhere(error: TerminalError, text: String) {
        #expect("\(error)" == text)
        #expect(error.localizedDescription == text)
    }

    @Test func namesTheSystemCall() {
        #expect("\(TerminalError.system(call: "pipe", code: EMFILE))" == "pipe failed: Too many open files")
    }
}
