import Foundation
import Testing

/// Lines and sessions that open the explorer, with the program as it is run.
@Suite struct SessionOpeningTests {
    let program: Program
    init() throws { program = try Program() }

    private var state: String { program.file("state/dnag/state.json") }

    private func leave(_ text: String) throws { try program.write(text, to: "state/dnag/state.json") }

    private func plain(_ options: String...) throws -> Program.Result { try program.run(["explore", "--plain", "--steps", "4"] + options) }

    private static let large = "{\"version\": 1, \"run\": \"dnag generate --seed 9 --space mobilenetv3 --steps 5\", \"screen\": {}}"

    /// What a line names decides, or what that is of; never where the last session was.
    @Test(arguments: [
        (["--guide", "cifar10_test=2"], "NAS-Bench-201"), (["--seed", "3"], "NAS-Bench-201"), (["--aim", "params_m=0.5"], "NAS-Bench-201"),
        (["--guide", "imagenet_top1=1"], "MobileNetV3"), (["--space", "mobilenetv3"], "MobileNetV3"), (["--predictor-file", "cells"], "NAS-Bench-201"),
    ])
    func theLastSpaceDoesNotLeak(options: [String], title: String) throws {
        for left in [Self.large, "{\"version\": 1, \"run\": \"dnag generate --seed 9 --steps 5\", \"screen\": {}}"] {
            try leave(left)
            let result = try program.run(["explore", "--plain", "--steps", "4"] + options)
            #expect(result.status == 0 && result.output.hasPrefix("DiffusionNAG on \(title)"), "\(result.error)")
        }
    }

    @Test func withoutALineTheLastSpaceIsTakenUp() throws {
        try leave(Self.large)
        #expect(try program("explore", "--plain").output.hasPrefix("DiffusionNAG on MobileNetV3: seed 9"))
    }

    /// A line is more than the configuration, also where it does not say all.
    @Test func whatALineMeansGoesBeforeTheConfiguration() throws {
        try program.write("space = mobilenetv3\n", to: "config/dnag/config")
        #expect(try plain("--seed", "2").output.hasPrefix("DiffusionNAG on MobileNetV3"))
        let result = try plain("--guide", "cifar10_test=2")
        #expect(result.status == 0 && result.output.hasPrefix("DiffusionNAG on NAS-Bench-201"), "\(result.error)")
        #expect(try program("config", "--guide", "cifar10_test=2").output.contains(#/space = nasbench201 +# follows from the line/#))
    }

    @Test func theShellMeansTheSame() throws {
        let made = try program.json(["generate", "--count", "1", "--steps", "4", "--guide", "imagenet_top1=1"])
        let arch = try #require((made["architectures"] as? [[String: Any]])?.first?["arch"] as? String)
        #expect(!arch.contains("|"), "\(arch)")
    }

    /// Sentences into a pipe are no session.
    @Test(arguments: [["explore", "--plain"], ["explore"], ["--plain", "--seed", "5"], ["--fresh"]])
    func aPipeLeavesTheLastSessionAlone(arguments: [String]) throws {
        try leave("{\"version\": 1, \"run\": \"dnag generate --seed 9 --steps 5\", \"screen\": {}}")
        let before = try Data(contentsOf: URL(fileURLWithPath: state))
        #expect(try program.run(arguments).status == 0)
        #expect(try Data(contentsOf: URL(fileURLWithPath: state)) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.file("state/dnag")) == ["state.json"])
    }

    /// What is pasted behind the one command is taken by the other, and is the same run.
    @Test(arguments: [
        ["--seed", "2", "--guide", "cifar10_test=1.5", "--guide", "params_m=-0.5"], ["--aim", "params_m=0.4", "--aim", "cifar10_test=90@3"],
        ["--guide", "cifar10_test=2", "--window", "0.8..0.2", "--order", "first"], ["--guide", "cifar10_test=1", "--method", "conditioned"],
        ["--denoiser", "exact", "--guide", "baseline_accuracy=1"], ["--sampler", "heun", "--churn", "5", "--sde", "vp"],
        ["--corrector", "langevin", "--corrector-steps", "2", "--corrector-norm", "batch"], ["--guide", "cifar10_test=10000", "--unit", "published"],
        ["--guide", "cifar10_test=1", "--place", "estimate"], ["--sample", "17", "--schedule", "geometric", "--sigma-min", "0.3"],
        ["--space", "mobilenetv3", "--guide", "imagenet_top1=1"], ["--predictor-file", "cells", "--guide", "cifar10_test=1", "--sampler", "analytic"],
    ])
    func theTwoCommandsTakeTheSameLine(options: [String]) throws {
        let first = try program.run(["explore", "--plain", "--fresh", "--steps", "4"] + options)
        #expect(first.status == 0, "\(first.error)")
        let line = try #require(first.output.split(separator: "\n").last.map(String.init))
        #expect(line.hasPrefix("dnag generate "))
        let words = line.split(separator: " ").dropFirst(2).map(String.init)
        let again = try program.run(["explore", "--plain", "--fresh"] + words)
        #expect(again.status == 0 && again.output == first.output, "\(again.error)")
        let made = try program.json(["generate"] + words)
        let arch = (made["architectures"] as? [[String: Any]])?.first?["arch"] as? String
        #expect(arch.map { first.output.contains(": \($0)\n") } ?? !first.output.contains("\nCell: "), "\(arch ?? "none")")
        // As one word in quotes, too.
        #expect(try program("explore", "--plain", "--fresh", "--from", line).output == first.output)
    }

    @Test(arguments: [
        (["--from", "nothing.dnag"], "nothing.dnag: cannot be read: there is no such file"),
        (["--from", "dnag1:e30"], "this session's word"),
        (["--from", "dnag1:!!!"], "this session's word: is damaged: its checksum does not match what stands in it; copy it once more, whole"),
        (["--from", "dnag9:e30"], "is damaged"),
        (["--from", "dnag search bo --objective x"], "--from takes a line of 'dnag explore' or 'dnag generate', and this one is of 'search'"),
        (["--from", "a.txt"], "a.txt: is no session of dnag; y in the explorer gives a line that opens one"),
        (["--count", "0"], "--count is 0; it must be between 1 and 10000000"), (["--step", "-1"], "--step"),
    ])
    func whatCannotBeOpenedSaysWhy(arguments: [String], words: String) throws {
        _ = try program.write("some text\n", to: "a.txt")
        let result = try program.run(["explore", "--plain"] + arguments)
        #expect(result.status != 0 && result.output.isEmpty && result.error.contains(words), "\(result.error)")
    }
}

/// Sessions that were left by hand, on a terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct ForkedSessionTests {
    let program: Program
    init() throws { program = try Program() }

    private var state: String { program.file("state/dnag/state.json") }

    /// The session in the state file, as a file of its own.
    private func session() throws -> String {
        let content = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: state))) as? [String: Any]
        let session = try #require(content?["session"])
        let data = try JSONSerialization.data(withJSONObject: session)
        return try program.write(String(decoding: data, as: UTF8.self), to: "left.dnag")
    }

    /// Forks twice and leaves; what stood on the screen at last.
    private func fork(_ arguments: [String] = ["--seed", "41", "--steps", "20"]) throws -> String {
        let terminal = try Tmux(program, arguments, width: 120, height: 36)
        func goes(to step: Int) throws {
            try terminal.keys("Home")
            terminal.wait("the start", seconds: 30) { $0.contains(" 0/20") }
            try terminal.keys(Array(repeating: ".", count: step))
            terminal.wait("the place", seconds: 30) { $0.contains(" \(step)/20") }
        }
        terminal.wait("the end", seconds: 30) { $0.contains("20/20") }
        try goes(to: 4)
        try terminal.keys("PageUp")
        terminal.wait("a branch", seconds: 30) { $0.contains("B this run") }
        // Whole before the next one cuts it short.
        try terminal.keys("End")
        terminal.wait("its end", seconds: 30) { $0.contains("20/20") }
        try goes(to: 6)
        try terminal.keys("s")
        terminal.wait("another", seconds: 30) { $0.contains("C this run") }
        // What was said goes by itself.
        let screen = terminal.wait("the screen") { $0.contains("6/20") && !$0.contains("sampler: ") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("status=0") }
        return screen
    }

    @Test func aForkedSessionStandsWhereItStood() throws {
        let before = try fork()
        let terminal = try Tmux(program, width: 120, height: 36)
        terminal.wait("the same screen", seconds: 30) { $0 == before }
        try terminal.keys("R")
        terminal.wait("the word") { $0.contains("u brings the 3 branches back") }
        try terminal.keys("u")
        terminal.wait("the branches") { $0.contains("the 3 branches are back") && $0.contains("C this run") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("status=0") }
    }

    /// A file, or a word, opens it, whatever the machine did last; what that was is kept.
    @Test func aFileOpensIt() throws {
        let before = try fork()
        let file = try session()
        let result = try program("explore", "--plain", "--from", file)
        #expect(result.status == 0 && result.output.contains("seed 41"), "\(result.error)")
        let line = try #require(result.output.split(separator: "\n").last.map(String.init))
        #expect(line.hasPrefix("dnag explore --from dnag1:"))
        try FileManager.default.removeItem(atPath: state)
        let terminal = try Tmux(program, ["--from", String(line.dropFirst("dnag explore --from ".count))], width: 120, height: 36)
        // The plain one went to its end.
        terminal.wait("the branches", seconds: 30) { $0.contains("C this run") && $0.contains("20/20") }
        try terminal.keys("q")
        terminal.wait("the shell") { $0.contains("status=0") }
        let other = try Tmux(program, ["--from", file], width: 120, height: 36)
        other.wait("the same screen", seconds: 30) { $0 == before }
        for option in ["seed", "guide"] {
            let refused = try program("explore", "--plain", "--from", file, "--\(option)", option == "seed" ? "3" : "cifar10_test=1")
            #expect(refused.status != 0 && refused.error.contains("--from opens a whole session, and --\(option) is of a run: leave one of them out"))
        }
    }

    /// A line of its own, --fresh, another explorer: what was left is not lost by them.
    @Test(arguments: [["--seed", "7"], ["--fresh"], ["--space", "mobilenetv3"]])
    func whatWasLeftOutlivesOtherLines(arguments: [String]) throws {
        _ = try fork()
        let other = try Tmux(program, arguments, width: 120, height: 36)
        other.wait("a run", seconds: 30) { $0.contains(#/\d+\/48/#) }
        try other.keys("q")
        other.wait("the shell") { $0.contains("status=0") }
        let left = try String(contentsOfFile: session(), encoding: .utf8)
        #expect(left.contains("\"41\""))
        let third = try Tmux(program, ["--space", "nasbench201"], width: 120, height: 36)
        third.wait("a run", seconds: 30) { $0.contains(#/\d+\/(48|20)/#) }
        if arguments != ["--space", "mobilenetv3"] { try third.keys("u") }
        third.wait("the branches", seconds: 30) { $0.contains("C this run") }
    }

    /// A table that went meanwhile is named, and the rest goes on.
    @Test func aTableThatIsGoneIsNamed() throws {
        let table = try program.write(
            "arch,mine_ms\n"
                + ["|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|,3.5", "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|,2.5"]
                .joined(separator: "\n") + "\n", to: "mine.csv")
        _ = try fork(["--seed", "41", "--steps", "20", "--table", table])
        #expect(try program("explore", "--plain").error.isEmpty)
        try FileManager.default.removeItem(atPath: table)
        let result = try program("explore", "--plain")
        #expect(result.status == 0 && result.output.contains("seed 41"))
        #expect(result.error.contains("the last session (\(state)) goes on without") && result.error.contains("mine.csv, which cannot be used"), "\(result.error)")
        // A session that was named by hand is not opened without it.
        let file = try session()
        let refused = try program("explore", "--plain", "--from", file)
        #expect(refused.status != 0 && refused.error.contains("was made with") && refused.error.contains("say where it is with --table"), "\(refused.error)")
    }

    /// What cannot be read is not written over.
    @Test func whatIsDamagedIsKeptBeside() throws {
        let folder = program.file("state/dnag")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for text in ["{", "{\"version\": 99, \"run\": \"\", \"screen\": {}}", "{\"version\": 1, \"run\": \"dnag generate --seed lots\", \"screen\": {}}"] {
            try text.write(toFile: state, atomically: true, encoding: .utf8)
            let terminal = try Tmux(program, width: 120, height: 36)
            // Whoever leaves before there is a run leaves nothing.
            terminal.wait("the notice", seconds: 30) { $0.contains("not taken up again") && $0.contains("σ ") }
            try terminal.keys("q")
            terminal.wait("the shell") { $0.contains("status=0") }
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files == ["state.json", "state.json.old", "state.json.old2", "state.json.old3"])
        #expect(try String(contentsOfFile: "\(folder)/state.json.old", encoding: .utf8) == "{")
        #expect(try program("explore", "--plain").error.isEmpty)
    }
}
