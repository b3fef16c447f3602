import Foundation
import Testing

/// The real program in a terminal of 160×48: mouse, both spaces, a race, and the shell in between.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct LargeScreenTests {
    let program: Program
    init() throws { program = try Program() }

    /// Presses and lets go of the left button, in the form that terminals report it (SGR): columns and rows from 1.
    private func click(_ x: Int, _ y: Int, in terminal: Tmux) throws {
        try terminal.bytes(Array("\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m".utf8))
    }

    private static func lines(_ screen: String) -> [[Character]] {
        screen.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    private static func column(of word: String, in line: [Character]) -> Int? {
        let word = Array(word)
        return (0...max(line.count - word.count, 0)).first { Array(line.dropFirst($0).prefix(word.count)) == word }
    }

    @Test func theMouseTurnsPagesAndMovesSliders() throws {
        let terminal = try Tmux(program, ["explore", "--seed", "3"], width: 160, height: 48)
        let screen = terminal.wait("a running generation") { $0.contains(#/step +\d+\/48/#) && $0.contains("less ") }
        let tab = try #require(Self.lines(screen).first.flatMap { Self.column(of: "inspect", in: $0) })
        try click(tab + 2, 0, in: terminal)
        terminal.wait("the inspect page") { $0.contains("mathematics") }
        let watch = try #require(Self.lines(terminal.screen).first.flatMap { Self.column(of: "watch", in: $0) })
        try click(watch, 0, in: terminal)
        let back = terminal.wait("the watch page") { $0.contains("operations V") && $0.contains("less ") }
        // The first slider stands in the row under its title, from under `less` to under `more`.
        let lines = Self.lines(back)
        let row = try #require(lines.firstIndex { Self.column(of: " less ", in: $0) != nil })
        let left = try #require(Self.column(of: " less ", in: lines[row])), right = try #require(Self.column(of: " more ", in: lines[row]))
        try click(left + (right - left) * 3 / 4, row + 1, in: terminal)
        let forked = terminal.wait("the branch") { $0.contains("B this run") && $0.contains("A before") }
        #expect(forked.contains(#/▸.*\+[1-7]\.\d\d/#))
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }

    /// A race in the large space goes on after a stay in the shell; then back to the cells, and out.
    @Test func spacesAndRacesAndTheShell() throws {
        let terminal = try Tmux(shellFor: program, width: 160, height: 48)
        try terminal.record(to: program.file("bytes"))
        try terminal.keys("stty -g > before; $DNAG --seed 3; stty -g > after; echo do''ne", "Enter")
        terminal.wait("a running generation") { $0.contains(#/step +\d+\/48/#) }
        try terminal.keys("S")
        terminal.wait("a network") { $0.contains("stage 1") && $0.contains("MobileNetV3") }
        try terminal.keys("5")
        terminal.wait("the race") { $0.contains("G guided ei γ 8") && $0.contains("best so far, %") && Self.evaluations($0) >= 11 }
        try terminal.keys("C-z")
        terminal.wait("the shell") { $0.contains("Stopped") }
        try terminal.keys("fg", "Enter")
        let again = terminal.wait("the race again") { $0.contains("best so far, %") && $0.contains("MobileNetV3") }
        terminal.wait("another round") { Self.evaluations($0) > Self.evaluations(again) }
        try terminal.keys("y")
        terminal.wait("the line") { $0.contains("dnag search bo --space mobilenetv3 --objective imagenet_top1") }
        try terminal.keys("Escape")
        terminal.wait("no line") { !$0.contains("dnag search bo") }
        try terminal.keys("S")
        terminal.wait("the race of graph networks") { $0.contains("regret") && $0.contains("NAS-Bench-Graph") }
        try terminal.keys("S")
        terminal.wait("the race of cells") { $0.contains("regret") && $0.contains("NAS-Bench-201") }
        try terminal.keys("1")
        terminal.wait("the run that was left") { $0.contains("operations V") && $0.contains("seed 3") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("done") && !$0.contains("operations V") }
        #expect(try text("before") == text("after"))
        let bytes = try text("bytes")
        for mode in ["1002", "1006", "1049"] {
            let on = try #require(bytes.range(of: "\u{1B}[?\(mode)h", options: .backwards))
            let off = try #require(bytes.range(of: "\u{1B}[?\(mode)l", options: .backwards))
            #expect(off.lowerBound > on.lowerBound, "mode \(mode)")
        }
    }

    private static func evaluations(_ screen: String) -> Int {
        screen.firstMatch(of: #/(\d+)\/150/#).flatMap { Int($0.output.1) } ?? 0
    }

    private func text(_ name: String) throws -> String { try String(contentsOfFile: program.file(name), encoding: .utf8) }
}

/// Networks of one's own in the large space, from the shell to the screen.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct LargeSpaceModelTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func aPublishedNetworkOfTheSpaceRuns() throws {
        let file = program.file("score.safetensors")
        let trained = try program(
            "train", "published-denoiser", "--space", "mobilenetv3", "--steps", "1", "--batch", "32", "--out", file)
        #expect(trained.status == 0, "\(trained.error)")
        let terminal = try Tmux(
            program, ["explore", "--space", "mobilenetv3", "--denoiser", "published", "--denoiser-file", file, "--steps", "8"], width: 120, height: 36)
        terminal.wait("the end of its run") { $0.contains("published") && $0.contains("step 8/8") && $0.contains("stage 1") }
        try terminal.keys("Home")
        // Where the published one starts in this space.
        terminal.wait("its start") { $0.contains("σ 1.00") }
        try terminal.keys("y")
        terminal.wait("its line") { $0.contains("--space mobilenetv3") && $0.contains("--denoiser published") && $0.contains("--sigma-max 1.0") }
        try terminal.keys("d")
        terminal.wait("the next denoiser") { $0.contains("learned") && $0.contains("step") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") }
    }

    /// What is of the other space, or no such thing, is named, and nothing is opened.
    @Test func whatDoesNotFitIsSaid() throws {
        let asset = { Program.root.appendingPathComponent("Assets").appendingPathComponent($0).path }
        let cells = program.file("cells.safetensors"), published = program.file("gcn.safetensors")
        #expect(try program("train", "published-denoiser", "--steps", "1", "--batch", "32", "--out", cells).status == 0)
        #expect(
            try program("train", "published-predictor", "--property", "params_m", "--steps", "1", "--batch", "16", "--out", published).status == 0)
        for (options, words) in [
            (["--predictor-file", asset("predictor-nasbench201.safetensors")], ["predictor-nasbench201.safetensors", "mobilenetv3"]),
            (["--denoiser-file", asset("denoiser-nasbench201.safetensors")], ["denoiser-nasbench201.safetensors", "mobilenetv3"]),
            (["--denoiser", "published", "--denoiser-file", cells], ["cells.safetensors", "mobilenetv3"]),
            (["--predictor-file", published], ["gcn.safetensors", "NAS-Bench-201"]),
        ] {
            let result = try program.run(["explore", "--plain", "--space", "mobilenetv3", "--steps", "2"] + options)
            #expect(result.status != 0, "\(options)")
            for word in words { #expect(result.error.contains(word), "\(options) said: \(result.error)") }
        }
        // Its own predictor under another name is the embedded one.
        func run(_ options: String...) throws -> String {
            try program.run(["generate", "--space", "mobilenetv3", "--count", "2", "--steps", "4", "--guide", "imagenet_top1=1", "--format", "json"] + options).output
        }
        #expect(try run() == run("--predictor-file", asset("predictor-mobilenetv3.safetensors")))
    }
}
