import Foundation
import Testing

@Suite struct PlainModeTests {
    let program: Program
    init() throws { program = try Program() }

    /// Without a terminal there is a summary instead of a screen: no colours, no cursor movement.
    @Test(arguments: [["explore"], [], ["explore", "--plain"]])
    func withoutATerminalItTells(arguments: [String]) throws {
        let result = try program.run(arguments + ["--steps", "6", "--seed", "2", "--guide", "cifar10_test=1"])
        #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.hasPrefix("Step ") }.count == 6)
        #expect(lines.contains { $0.hasPrefix("End: ") })
        #expect(!result.output.contains("\u{1B}") && !result.output.contains("\r"))
        // What it ends with is what its last line gives.
        let line = try #require(lines.last).split(separator: " ").map(String.init)
        let again = try program.json(Array(line.dropFirst()))
        let cell = try #require((again["architectures"] as? [[String: Any]])?.first?["arch"] as? String)
        #expect(lines.contains("Cell: \(cell)"))
    }

    /// The same options are the same run in the explorer and in the shell, in the large space too, whose noise levels are its own.
    @Test func theShellAgreesInTheLargeSpace() throws {
        let options = ["--space", "mobilenetv3", "--seed", "2", "--steps", "8"]
        let told = try program.run(["explore", "--plain"] + options).output.split(separator: "\n").map(String.init)
        let made = try program.json(["generate", "--count", "1"] + options)
        let network = try #require((made["architectures"] as? [[String: Any]])?.first?["arch"] as? String)
        #expect(told.contains { $0.hasSuffix(network) }, "\(told.suffix(6)), \(network)")
    }

    @Test func charactersFollowTheLocale() throws {
        for (locale, isPlain) in [("C", true), ("C.UTF-8", false)] {
            let result = try program("explore", "--steps", "4", changing: ["LC_ALL": locale])
            #expect(result.output.utf8.allSatisfy { $0 < 0x80 } == isPlain)
        }
        #expect(try program("explore", "--glyphs", "ascii", "--steps", "4").output.utf8.allSatisfy { $0 < 0x80 })
    }

    /// `dnag | head -2`: who has seen enough may leave.
    @Test func aReaderMayLeave() throws {
        let file = program.file("status")
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "{ '\(Program.binary.path)' --steps 300 --fresh < /dev/null; echo $? > '\(file)'; } | head -2 > '\(file).lines'"]
        shell.environment = program.environment
        shell.standardInput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "0\n")
        #expect(try String(contentsOfFile: file + ".lines", encoding: .utf8).split(separator: "\n").count == 2)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
    func aFullDiskIsSaid() throws {
        for arguments in ["explore --plain --steps 3", "generate --count 1", "config"] {
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            shell.arguments = ["-c", "'\(Program.binary.path)' \(arguments) > /dev/full 2> '\(program.file("said"))' < /dev/null"]
            shell.environment = program.environment
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 1)
            #expect(try String(contentsOfFile: program.file("said"), encoding: .utf8).contains("standard output: cannot be written"))
        }
    }

    @Test func whatCannotRunFails() throws {
        let result = try program("explore", "--plain", "--guide", "gone=1")
        #expect(result.status != 0 && result.output.isEmpty && result.error.contains("unknown property 'gone'"))
    }

    @Test(.enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
    func onATerminalItGoesAtTheUsersPace() throws {
        let terminal = try Tmux(program, ["--steps", "6"], environment: "TERM=dumb")
        terminal.wait("the invitation") { $0.contains("Enter takes the next step") && $0.contains("Step 0 of 6") }
        try terminal.keys("Enter")
        terminal.wait("a step") { $0.contains("Step 1 of 6") }
        try terminal.keys("params_m=2", "Enter")
        terminal.wait("the fork") { $0.contains("Branch B") }
        try terminal.keys("q", "Enter")
        terminal.wait("the shell") { $0.contains("status=0") && $0.contains("usable") }
    }
}
