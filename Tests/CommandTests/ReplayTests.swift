import Foundation
import Testing

/// Recordings of others, and those that are made to do harm, in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct ReplayTests {
    let program: Program
    init() throws { program = try Program() }

    private func cast(_ text: String) throws -> String {
        let path = program.file("x.cast")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private static let large = "{\"version\": 2, \"width\": 500, \"height\": 500}\n"

    @Test(arguments: [
        (0..<3_000).map { "[0, \"r\", \"\(499 + $0 % 2)x500\"]\n" }.joined(),
        "[0, \"o\", \"" + String(repeating: "\\u001b[2J", count: 30_000) + "\"]\n",
        "[0, \"o\", \"" + String(repeating: "x\\u001b[9999b", count: 30_000) + "\"]\n",
    ])
    func whatKeepsItBusyCanBeLeft(events: String) throws {
        let cast = try cast(Self.large + events + "[9999, \"o\", \"x\"]\n")
        let left = try Tmux(program, ["replay", cast], width: 80, height: 24)
        left.wait("the recording") { $0.contains("of 500") }
        try left.keys("C-c")
        left.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
        let ended = try Tmux(program, ["replay", cast], width: 80, height: 24)
        ended.wait("the recording") { $0.contains("of 500") }
        kill(try #require(ended.process), SIGTERM)
        ended.wait("a usable terminal") { $0.contains("status=143") && $0.contains("usable") }
    }

    /// A shell's session in the third version, larger than the terminal.
    @Test func aShellSessionIsFollowed() throws {
        let lines = (1...30).map { "[0.01, \"o\", \"line \($0)\\r\\n\"]\n" }.joined()
        let header = "{\"version\": 3, \"term\": {\"cols\": 120, \"rows\": 30}, \"idle_time_limit\": 1}\n# a shell\n"
        let path = try cast(
            header + lines + "[3600, \"m\", \"vim\"]\n"
                + "[0, \"o\", \"\\u001b[?1049h\\u001b[1;29r\\u001b[Hfile\\u001b[30;1H-- INSERT --\"]\n"
                + "[1, \"o\", \"\\u001b[?1049l\\u001b[32m$\\u001b[m done\"]\n[0.5, \"x\", \"1\"]\n[0.5, \"o\"")
        let terminal = try Tmux(program, ["replay", path], width: 80, height: 24)
        terminal.wait("its last rows") { $0.contains("line 30") && !$0.contains("line 7") }
        try terminal.keys("m")
        terminal.wait("the alternate screen") { $0.contains("-- INSERT --") && !$0.contains("line") }
        try terminal.keys("End")
        let end = terminal.wait("the end") { $0.contains("$ done") && $0.contains("‖ 0:02 / 0:02") }
        #expect(end.contains("columns 1–80 of 120, rows 8–30 of 30"))
        try terminal.resize(160, 48)
        terminal.wait("the end") { $0.contains("ended with status 1   torn off in line 37") && $0.contains("line 2\n") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
    }

    @Test func whatCannotBePlayedIsNamed() throws {
        let path = program.file("x.cast")
        try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: path))
        let packed = try program("replay", path)
        #expect(packed.status != 0 && packed.error.contains("x.cast: compressed by gzip, no asciicast; unpack it: gunzip -c FILE > recording.cast"))
        for limit in ["0", "-1", "nan", "inf"] {
            let run = try program("replay", path, "--idle-limit=\(limit)")
            #expect(run.status != 0 && run.error.contains("--idle-limit must be a number of seconds above 0, such as 2"))
        }
    }
}
