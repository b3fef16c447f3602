import Foundation
import Testing

/// Files from the real program in a real terminal.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct ExplorerExportTests {
    let program: Program
    let folder: String
    init() throws {
        program = try Program()
        folder = program.file("exports")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test func theMenuWritesAndNeverReplaces() throws {
        let terminal = try Tmux(program, ["--steps", "12", "--seed", "5", "--export-dir", folder], width: 160, height: 48)
        terminal.wait("the finished cell") { $0.contains("step 12/12") }
        for name in ["dnag-seed5-sample0-A.json", "dnag-seed5-sample0-A-2.json"] {
            try terminal.keys("e")
            terminal.wait("the menu") { $0.contains("PyTorch module") }
            try terminal.keys("Down", "Down", "Enter")
            terminal.wait("the notice") { $0.contains("written:") && $0.contains(name) }
        }
        #expect(try files() == ["dnag-seed5-sample0-A-2.json", "dnag-seed5-sample0-A.json"])
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/dnag-seed5-sample0-A.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect((json["course"] as? [[String: Any]])?.count == 1)
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") }
    }

    @Test func aFolderThatIsNotThereIsNamed() throws {
        let terminal = try Tmux(program, ["--steps", "12", "--export-dir", "/nowhere"], width: 120, height: 36)
        terminal.wait("the finished cell") { $0.contains("step 12/12") }
        try terminal.keys("e", "Enter")
        terminal.wait("the notice") { $0.contains("/nowhere/dnag-seed0-sample0-A-arch.txt: cannot create") }
        try terminal.keys("w")
        terminal.wait("the notice") { $0.contains("not recorded: /nowhere") && !$0.contains("● rec") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") }
    }

    private func check(cast name: String) throws {
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count > 3 && text.hasSuffix("\n"))
        let values = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        #expect((values.first as? [String: Any])?["version"] as? Int == 2)
        let times = values.dropFirst().compactMap { ($0 as? [Any])?.first as? Double }
        #expect(times.count == lines.count - 1 && times == times.sorted())
    }

    @Test func recordingsAreWholeHoweverTheyEnd() throws {
        let first = try Tmux(program, ["--steps", "20", "--export-dir", folder], width: 100, height: 30)
        first.wait("a running generation") { $0.contains(#/step +[2-9]\/20/#) }
        try first.keys("w")
        first.wait("the mark") { $0.contains("● rec") }
        #expect(try files().allSatisfy { $0.hasPrefix(".") })
        try first.keys("r", "w")
        first.wait("the notice") { $0.contains("recorded:") && !$0.contains("● rec") }
        #expect(try files() == ["dnag-seed0-sample0-A.cast"])
        try check(cast: "dnag-seed0-sample0-A.cast")
        // Left while recording, and ended from outside.
        try first.keys("w", "r", "q")
        first.wait("a usable terminal") { $0.contains("status=0") }
        try check(cast: "dnag-seed0-sample0-A-2.cast")

        let second = try Tmux(program, ["--steps", "20", "--export-dir", folder], width: 100, height: 30)
        second.wait("a running generation") { $0.contains(#/step +[2-9]\/20/#) }
        try second.keys("w")
        second.wait("the mark") { $0.contains("● rec") }
        kill(try #require(second.process), SIGTERM)
        second.wait("a usable terminal") { $0.contains("status=143") }
        try check(cast: "dnag-seed0-sample0-A-3.cast")
        #expect(try files().count == 3)
    }

    @Test func recordingsArePlayed() throws {
        let cast = program.file("run.cast")
        #expect(try program("export", "--as", "asciicast", "--steps", "12", "--size", "80x24", "--out", cast).status == 0)
        let terminal = try Tmux(program, ["replay", cast], width: 90, height: 30)
        terminal.wait("the recording") { $0.contains("operations V") && $0.contains("▶") }
        try terminal.keys("End")
        terminal.wait("its end") { $0.firstMatch(of: /12\/12 +σ/) != nil }
        try terminal.keys("Space", "Space", "Home")
        terminal.wait("its start") { $0.firstMatch(of: /[^1]0\/12 +σ/) != nil && $0.contains("‖ 0:00") }
        try terminal.keys("q")
        terminal.wait("a usable terminal") { $0.contains("status=0") && $0.contains("usable") }
        #expect(try program("replay", program.file("none.cast")).error.contains("none.cast: cannot be read: there is no such file"))
    }
}
