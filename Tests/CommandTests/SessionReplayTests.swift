import Explorer
import Foundation
import Testing

/// `dnag replay` of a session, as it is run.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct SessionReplayTests {
    let program: Program
    init() throws { program = try Program() }

    /// A session with a fork, saved by the explorer.
    private func saved() throws -> String {
        let path = program.file("fork.dnag")
        let explorer = try Tmux(program, ["--seed", "5", "--steps", "12", "--step", "4"], width: 120, height: 36)
        explorer.wait("a step") { $0.contains("4/12") }
        try explorer.keys("PageUp")
        explorer.wait("a fork") { $0.contains("▸B this run") }
        // Marks are those of what is computed.
        try explorer.keys("End")
        explorer.wait("its end") { $0.contains("12/12") }
        try explorer.keys(":", "save \(path)", "Enter")
        explorer.wait("the file") { $0.contains("written:") }
        try explorer.keys("q", "q")
        return path
    }

    @Test func aSessionIsComputedAgainAndItsMarksAreVerified() throws {
        let path = try saved()
        let same = try program("replay", path)
        #expect(same.status == 0, "\(same.error)")
        #expect(same.output.contains("  branch A: 12 steps, as it was at steps ") && same.output.hasSuffix("2 branches are, byte for byte, what the session says\n"))
        // Marks of another machine.
        var session = try SessionDocument.read(path)
        let id = try #require(session.shown?.tree.stems.last?.id)
        var shown = try #require(session.shown)
        shown.marks[id] = shown.marks[id]?.map { $0.step == 0 ? $0 : StateMark(step: $0.step, hash: "00000000") }
        session.spaces[session.space] = shown
        let other = try program.write(SessionDocument(session).text, to: "other.dnag")
        let result = try program("replay", other)
        #expect(result.status == 1)
        #expect(result.output.contains("differs from step 4 on") && result.output.contains("1 of 2 branches is not, byte for byte, what the session says"), "\(result.output)")
    }

    @Test func whatIsNoSessionIsNamed() throws {
        let path = try program.write("{\"format\": \"dnag session\", \"version\": 9}", to: "later.dnag")
        let later = try program("replay", path)
        #expect(later.status != 0 && later.error.contains("is a session of form 9"))
        let foreign = try program("replay", try program.write("hello", to: "foreign.dnag"))
        #expect(foreign.status != 0 && foreign.error.contains("is no session of dnag"))
        let missing = try program("replay", program.file("missing.dnag"))
        #expect(missing.status != 0 && missing.error.contains("cannot be read"))
        let word = try program("replay", "dnag1:AAAA")
        #expect(word.status != 0 && word.error.contains("damaged"))
    }
}
