import Foundation
import Testing

/// However the program ends, the terminal is as it was before.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct SignalTests {
    let program: Program
    init() throws { program = try Program() }

    private var state: String { program.file("state/dnag/state.json") }
    /// A file that may still be written to: it can end in the middle of a character.
    private func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: program.file(name))), as: UTF8.self)
    }

    /// The last that was said of a mode of the terminal: on or off; nil when it never was.
    private func last(_ mode: String, in bytes: String) -> Bool? {
        let on = bytes.range(of: "\u{1B}[?\(mode)h", options: .backwards), off = bytes.range(of: "\u{1B}[?\(mode)l", options: .backwards)
        guard let on else { return off == nil ? nil : false }
        return off.map { on.lowerBound > $0.lowerBound } ?? true
    }

    /// Opens the explorer in a shell, lets something end it, and checks that the terminal is as it was.
    private func ending(status: Int, keepsState: Bool, by end: (Tmux, Int32) throws -> Void) throws {
        let terminal = try Tmux(shellFor: program)
        try terminal.record(to: program.file("bytes"))
        try terminal.keys("stty -g > before; $DNAG; echo status=$?; stty -g > after; echo do''ne", "Enter")
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        try end(terminal, try #require(terminal.process))
        let screen = terminal.wait("the shell") { $0.contains("status=\(status)") && $0.contains("done") }
        #expect(!screen.contains("operations V"))
        #expect(try text("before") == text("after"))
        let bytes = try text("bytes")
        #expect(last("1049", in: bytes) == false, "the other screen")
        #expect(last("25", in: bytes) == true, "the cursor")
        for mode in ["1002", "1006"] { #expect(last(mode, in: bytes) == false, "mode \(mode)") }
        #expect(FileManager.default.fileExists(atPath: state) == keepsState)
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)])
    func requestsToEnd(signal: Int32, status: Int) throws {
        try ending(status: status, keepsState: true) { _, process in kill(process, signal) }
    }

    @Test(arguments: [(SIGSEGV, 139), (SIGABRT, 134), (SIGTRAP, 133), (SIGILL, 132), (SIGBUS, 135)])
    func crashes(signal: Int32, status: Int) throws {
        try ending(status: status, keepsState: false) { _, process in kill(process, signal) }
    }

    #if os(Linux)
        /// Whatever ends a process: alarms, limits, those without a meaning of their own, the real-time ones.
        @Test(arguments: [SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO, SIGPWR, SIGSYS, 16, SIGQUIT, SIGFPE, 34, 50, 64])
        func everySignalThatEndsIt(signal: Int32) throws {
            try ending(status: 128 + Int(signal), keepsState: false) { _, process in kill(process, signal) }
        }
    #endif

    /// The line of progress is written to nobody; what counts is the file.
    @Test(arguments: [true, false])
    func aJobGoesOnWithoutItsTerminal(isDisowned: Bool) throws {
        let terminal = try Tmux(shellFor: program)
        let job = "$DNAG train denoiser --steps 150 --batch 256 --threads 1 --out d.safetensors --log log.csv"
        try terminal.keys(isDisowned ? "\(job) & disown" : job, "Enter")
        terminal.wait("progress") { $0.contains(" left ") }
        let process = try #require(terminal.process)
        try terminal.closeTerminal()
        let end = Date().addingTimeInterval(120)
        while kill(process, 0) == 0, Date() < end { Thread.sleep(forTimeInterval: 0.1) }
        #expect(FileManager.default.fileExists(atPath: program.file("d.safetensors")))
        #expect(try text("log.csv").contains("\n150,"))
    }

    /// As in a container: the locale's name promises what the system does not have.
    @Test func aLocaleThatIsNotThereIsNoBar() throws {
        let terminal = try Tmux(program, width: 120, height: 36, environment: "-u LC_ALL -u LC_CTYPE LANG=xx_YY.UTF-8")
        let screen = terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        #expect(screen.contains("─") || screen.contains("│"))
        #expect(!screen.contains("??"))
        try terminal.keys("q")
        terminal.wait("the end") { $0.contains("status=0") }
    }

    @Test(arguments: ["xterm-ghostty-nobody-has", "no-such-terminal"])
    func aTerminalThatNobodyKnowsIsDrivenAsAnother(name: String) throws {
        let terminal = try Tmux(program, width: 120, height: 36, environment: "TERM=\(name)")
        terminal.wait("a word of it") { $0.contains("TERM is \"\(name)\", which the terminal database does not know; driven as xterm-256color") }
        try terminal.keys("q")
        terminal.wait("the end") { $0.contains("status=0") && $0.contains("usable") }
    }

    /// Fifty thousand marks are one character behind a colon.
    @Test func marksWithoutEndAreNoBurden() throws {
        let terminal = try Tmux(program)
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        try terminal.keys(":", "e")
        let marks = [UInt8](String(repeating: "\u{301}", count: 500).utf8)
        for _ in 0..<100 { try terminal.bytes(marks) }
        // Leaves from anywhere, once all before it has been read.
        try terminal.keys("C-c")
        terminal.wait("the end", seconds: 10) { $0.contains("status=0") }
    }

    /// Nothing half written stays, not even of a process that cannot do anything about it.
    @Test(arguments: [SIGSEGV, SIGABRT, SIGKILL]) func aCrashWhileRecordingLeavesNoFile(signal: Int32) throws {
        let terminal = try Tmux(shellFor: program)
        try terminal.keys("cd \(program.directory.path); $DNAG; echo do''ne", "Enter")
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        try terminal.keys("w")
        terminal.wait("a recording") { $0.contains("rec") }
        Thread.sleep(forTimeInterval: 0.3)
        kill(try #require(terminal.process), signal)
        terminal.wait("the shell") { $0.contains("done") }
        let names = try FileManager.default.subpathsOfDirectory(atPath: program.directory.path)
        #expect(!names.contains { $0.hasSuffix(".tmp") || $0.hasSuffix(".cast") }, "\(names)")
    }

    @Test func leaving() throws {
        try ending(status: 0, keepsState: true) { terminal, _ in try terminal.keys("q") }
    }

    /// Some thousand bytes of nonsense; then it is left as if nothing had been.
    @Test func nonsense() throws {
        var random = SystemRandomNumberGenerator()
        try ending(status: 0, keepsState: true) { terminal, _ in
            for _ in 0..<12 {
                // Not what leaves, stops or writes files: q, e, w, ^C, ^Z; and no \ that would make ^\ of a quit.
                let forbidden: Set<UInt8> = [0x71, 0x65, 0x77, 0x03, 0x1A, 0x1C, 0x00]
                let bytes = (0..<250).map { _ in UInt8.random(in: 0...255, using: &random) }.filter { !forbidden.contains($0) }
                try terminal.bytes(bytes + Array("\u{1B}[<0;\(Int.random(in: 0...120));\(Int.random(in: 0...40))M".utf8))
            }
            // Whatever is open takes q as a letter, perhaps; this leaves from anywhere.
            Thread.sleep(forTimeInterval: 0.7)
            try terminal.keys("C-c")
        }
    }

    @Test(arguments: [true, false])
    func stopsAndComesBack(byKey: Bool) throws {
        let terminal = try Tmux(shellFor: program)
        try terminal.record(to: program.file("bytes"))
        try terminal.keys("stty -g > before; $DNAG", "Enter")
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        let process = try #require(terminal.process)
        if byKey { try terminal.keys("C-z") } else { kill(process, SIGTSTP) }
        terminal.wait("the shell") { $0.contains("Stopped") && $0.contains("ready>") }
        #expect(try last("1002", in: text("bytes")) == false && last("1049", in: text("bytes")) == false)
        try terminal.keys("stty -g > after; echo do''ne", "Enter")
        terminal.wait("the modes") { $0.contains("done") }
        #expect(try text("before") == text("after"))
        try terminal.resize(130, 40)
        try terminal.keys("fg", "Enter")
        let screen = terminal.wait("the screen again") { $0.contains("operations V") && $0.contains("on x_t") }
        #expect((screen.split(separator: "\n").map(\.count).max() ?? 0) > 110)
        // The screen is drawn before the mouse is asked for.
        terminal.wait("the mouse again") { _ in (try? last("1002", in: text("bytes"))) == true }
        try terminal.keys("q")
        terminal.wait("the shell") { !$0.contains("operations V") && $0.contains("ready>") }
    }

    @Test func aClosedTerminalEndsItInGoodOrder() throws {
        let terminal = try Tmux(shellFor: program)
        try terminal.keys("$DNAG --seed 5", "Enter")
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/\d+/#) }
        let process = try #require(terminal.process)
        try terminal.closeTerminal()
        let end = Date().addingTimeInterval(10)
        while kill(process, 0) == 0, Date() < end { Thread.sleep(forTimeInterval: 0.05) }
        #expect(kill(process, 0) != 0)
        #expect(try String(contentsOfFile: state, encoding: .utf8).contains("--seed 5"))
    }

    /// Files may not grow: nothing is left half written, and one is told.
    @Test func aFullDisk() throws {
        let terminal = try Tmux(shellFor: program, width: 120, height: 36)
        try terminal.keys("ulimit -f 0; $DNAG --steps 12", "Enter")
        terminal.wait("the end") { $0.contains("12/12") }
        try terminal.keys("e", "Enter")
        terminal.wait("the refusal") { $0.contains("cannot be written") }
        try terminal.keys("q")
        terminal.wait("the other refusal") { $0.contains("this session is not kept") && $0.contains("File too large") }
        try terminal.keys("$DNAG config --default > full; echo status=$?", "Enter")
        terminal.wait("the third") { $0.contains("standard output: cannot be written") && $0.contains("status=1") }
        let names = try FileManager.default.subpathsOfDirectory(atPath: program.directory.path)
        #expect(!names.contains { $0.hasSuffix(".tmp") || $0.hasSuffix(".json") }, "\(names)")
    }
}
