import Foundation
import Testing

/// What one session leaves for the next.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct SessionTests {
    let program: Program
    init() throws { program = try Program() }

    private var state: String { program.file("state/dnag/state.json") }

    private func leave(_ text: String) throws { try program.write(text, to: "state/dnag/state.json") }

    private func sources(_ arguments: String...) throws -> [String] {
        try program.run(["config"] + arguments).output.split(separator: "\n").map(String.init).filter { !$0.hasSuffix("# default") }
            .map { $0.replacing(#/ +# /#, with: " # ") }
    }

    @Test func theNextSessionGoesOnWhereTheLastEnded() throws {
        // Without colours there is one theme only.
        let first = try Tmux(program, ["--seed", "41", "--steps", "20"], environment: "-u NO_COLOR")
        first.wait("the end") { $0.contains("20/20") }
        try first.keys("R")
        first.wait("the next seed") { $0.contains("seed 42") || $0.contains("#42") }
        try first.keys("Space", "Right", "Right", "T")
        first.wait("the theme") { $0.contains("theme: light") }
        try first.keys(":", "speed 30", "Enter")
        first.wait("the speed") { $0.contains("30/s") }
        try first.keys("q")
        first.wait("the shell") { $0.contains("status=0") }
        let kept = try sources()
        for line in [
            "seed = 42 # last session", "steps = 20 # last session", "guide = baseline_accuracy=0.5 # last session",
            "theme = light # last session",
        ] {
            #expect(kept.contains(line), "\(kept)")
        }
        let second = try Tmux(program)
        second.wait("the same run") { ($0.contains("seed 42") || $0.contains("#42")) && $0.contains("/20") && $0.contains("+0.50") && $0.contains("30/s") }
        try second.keys(":", "Up")
        second.wait("the line of before") { $0.contains(":speed 30") }
    }

    private static let left = """
        {"version": 1, "run": "dnag generate --seed 9 --sample 3 --count 1 --steps 30 --guide params_m=-2.5 --order first",
         "screen": {"theme": "contrast", "show": "macs_m,params_m", "later": "unknown"}}
        """

    /// A line that sets anything of the run is the whole run; the configuration goes before what was left; --fresh before all.
    @Test func whatIsGivenWins() throws {
        try leave(Self.left)
        #expect(try sources().contains("seed = 9 # last session"))
        #expect(try sources("--seed", "7") == ["theme = contrast # last session", "show = macs_m,params_m # last session", "seed = 7 # option"])
        #expect(try sources("--fresh").isEmpty)
        try FileManager.default.createDirectory(atPath: program.file("config/dnag"), withIntermediateDirectories: true)
        _ = try program.write("seed = 5\ntheme = light\n", to: "config/dnag/config")
        let both = try sources()
        #expect(both.contains("seed = 5 # file, line 1") && both.contains("theme = light # file, line 2"))
        #expect(both.contains("steps = 30 # last session"))
    }

    /// Steps, noise levels and properties of one space say nothing of another: only the screen is taken along.
    @Test func anotherSpaceStartsAfresh() throws {
        try leave(Self.left)
        #expect(try sources("--space", "mobilenetv3") == ["theme = contrast # last session", "space = mobilenetv3 # option"])
        try leave(Self.left.replacing("--order first", with: "--order first --space mobilenetv3"))
        #expect(try sources().contains("space = mobilenetv3 # last session"))
        #expect(try sources().contains("steps = 30 # last session"))
        #expect(try sources("--space", "nasbench201") == ["theme = contrast # last session", "space = nasbench201 # option"])
    }

    /// A line with options of the run starts exactly what it says, whatever was left.
    @Test func linesStayExact() throws {
        let line = ["explore", "--plain", "--seed", "7", "--steps", "5", "--guide", "params_m=1"]
        let before = try program.run(line)
        try leave(Self.left)
        let after = try program.run(line)
        #expect(before.status == 0 && before.output.contains("--seed 7"))
        func run(_ text: String) -> String? { text.split(separator: "\n").last.map(String.init) }
        #expect(run(before.output) == run(after.output))
        #expect(try program("explore", "--plain").output.contains("--seed 9 --sample 3"))
    }

    @Test(arguments: [
        "", "{", "[]", "\u{0}\u{1}", "{\"version\": 99, \"run\": \"\", \"screen\": {}}", "{\"version\": 1, \"run\": 7, \"screen\": {}}",
        "{\"version\": 1, \"run\": \"dnag generate --seed lots\", \"screen\": {}}",
        "{\"version\": 1, \"run\": \"dnag generate --steps 0\", \"screen\": {\"theme\": \"--help\"}}",
        "{\"version\": 1, \"run\": \"dnag generate --churn 3\", \"screen\": {}}",
    ])
    func whatIsDamagedIsLeftAside(text: String) throws {
        try leave(text)
        let result = try program("explore", "--plain", "--steps", "3")
        #expect(result.status == 0 && result.output.contains("seed 0"))
        let whole = try program("explore", "--plain")
        #expect(whole.status == 0 && whole.output.contains("seed 0"))
        #expect(whole.error.contains("the last session is not taken up again") && whole.error.contains(state))
    }

    /// What it was steered by is not there any more: the run starts without it.
    @Test func guidanceThatIsGoneIsDropped() throws {
        try leave(Self.left.replacingOccurrences(of: "params_m=-2.5", with: "gone=2"))
        let result = try program("explore", "--plain")
        #expect(result.status == 0 && result.output.contains("seed 9") && result.output.contains("Guidance: none."))
    }

    @Test func damageIsSaidOnTheScreen() throws {
        try leave("{")
        let terminal = try Tmux(program, width: 120, height: 36)
        terminal.wait("the notice") { $0.contains("not taken up again") }
    }
}
