import Foundation
import Testing

/// The real program in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct ExplorerTests {
    let program: Program
    init() throws { program = try Program() }

    private func step(_ screen: String) -> Int? {
        screen.firstMatch(of: #/\s(\d+)\/48\s+[σs]/#).flatMap { Int($0.output.1) }
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func denoisesBeforeYourEyes(width: Int, height: Int) throws {
        let terminal = try Tmux(program, width: width, height: height)
        let first = terminal.wait("a running generation") { (step($0) ?? 0) > 2 }
        for part in ["operations V", "adjacency E", "baseline_accuracy", "params_m", "? help"].prefix(width < 160 ? 5 : 2) {
            #expect(first.contains(part), "no '\(part)' at \(width)×\(height):\n\(first)")
        }
        let later = terminal.wait("progress") { (step($0) ?? 0) > (step(first) ?? 0) }
        #expect(later.split(separator: "\n").allSatisfy { $0.count <= width })
        terminal.wait("the finished cell") { (step($0) ?? 0) == 48 && $0.contains("valid") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }

    @Test func pausesStepsAndGoesBack() throws {
        let terminal = try Tmux(program)
        terminal.wait("a running generation") { (step($0) ?? 0) > 4 }
        try terminal.keys("Space")
        Thread.sleep(forTimeInterval: 0.5)
        let paused = try #require(step(terminal.screen))
        Thread.sleep(forTimeInterval: 0.5)
        #expect(step(terminal.screen) == paused)
        try terminal.keys(",")
        terminal.wait("one step back") { step($0) == paused - 1 }
        try terminal.keys(".", ".")
        terminal.wait("two steps on") { step($0) == paused + 1 }
        try terminal.keys("r")
        terminal.wait("the beginning") { (step($0) ?? 48) < paused }
    }

    @Test func sliderForksTheRun() throws {
        let terminal = try Tmux(program)
        terminal.wait("a running generation") { (step($0) ?? 0) > 4 }
        try terminal.keys("Space", "Right", "Right", "Right", "Right")
        terminal.wait("the branch") { $0.contains("+1.00") && $0.contains("B this run") && $0.contains("A ") }
        try terminal.keys("0")
        terminal.wait("no tilt") { !$0.contains("+1.00") }
        try terminal.keys("?")
        terminal.wait("help") { $0.contains("start anew with the next seed") }
    }

    @Test func smallTerminalGetsANotice() throws {
        let terminal = try Tmux(program, width: 20, height: 5)
        terminal.wait("the notice") { $0.contains("too small") }
        try terminal.resize(80, 24)
        terminal.wait("the screen") { $0.contains("operations V") }
        try terminal.resize(20, 5)
        terminal.wait("the notice") { $0.contains("too small") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("usable") }
    }

    @Test(arguments: ["NO_COLOR=1", "LC_ALL=C", "TERM=xterm", "TERM=vt100", "COLORTERM=truecolor"])
    func drawsInEveryTerminal(environment: String) throws {
        let terminal = try Tmux(program, environment: environment)
        let screen = terminal.wait("a running generation") { (step($0) ?? 0) > 2 }
        #expect(screen.contains("operations V"))
        if environment == "LC_ALL=C" { #expect(!screen.unicodeScalars.contains { !$0.isASCII }) }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") }
    }

    @Test func signalsRestoreTheTerminal() throws {
        let terminal = try Tmux(program)
        terminal.wait("a running generation") { (step($0) ?? 0) > 2 }
        let process = try #require(terminal.process)
        kill(process, SIGTERM)
        terminal.wait("a usable terminal") { $0.contains("status=143") && $0.contains("usable") }
    }

    @Test func aTerminalWithoutANameIsRefused() throws {
        let terminal = try Tmux(program, environment: "-u TERM")
        let screen = terminal.wait("the refusal") { $0.contains("usable") }
        #expect(screen.contains("TERM is not set"))
        #expect(!screen.contains("status=0"))
    }

    @Test func missingModelsAreNamed() throws {
        var lost = program
        lost.environment["DNAG_ASSETS"] = "/nowhere"
        let terminal = try Tmux(lost)
        terminal.wait("the notice") { $0.contains("/nowhere") }
        try terminal.keys("q")
        let screen = terminal.wait("a usable terminal") { $0.contains("usable") }
        #expect(screen.contains("status=1"))
    }
}
