import Foundation
import Sharing
import Testing

/// A teacher and followers, each in a terminal of their own.
@Suite(.serialized, .enabled(if: Tmux.isThere, "needs tmux: make deps installs it"))
struct FollowTests {
    let program: Program
    init() throws { program = try Program() }

    /// A teacher's explorer that is shared, and the words that follow it.
    private func teacher(_ options: [String] = []) throws -> (terminal: Tmux, words: [String]) {
        let terminal = try Tmux(program, ["explore", "--seed", "5", "--steps", "12", "--step", "4", "--serve", "0"] + options, width: 120, height: 36)
        let screen = terminal.wait("the code") { $0.contains("dnag follow") && $0.contains("/12") }
        let line = try #require(screen.split(separator: "\n").first { $0.contains("dnag follow") })
        let words = line.split(separator: " ").map(String.init), place = try #require(words.firstIndex(of: "follow"))
        try terminal.keys("Escape")
        return (terminal, Array(words[place...(place + 2)]))
    }

    @Test func followersSeeTheTeacherLeaveToExploreAndComeBack() throws {
        let (teacher, words) = try teacher()
        let large = try Tmux(program, words, width: 130, height: 40), small = try Tmux(program, words, width: 80, height: 24)
        large.wait("the teacher's screen") { $0.contains("step  4/12") && $0.contains("● follows") }
        small.wait("a part of it") { $0.contains("of 120") && $0.contains("● follows") }
        teacher.wait("two followers") { $0.contains("● 2 follow") }
        try teacher.keys(".", ".", ".")
        large.wait("step 7") { $0.contains("step  7/12") }
        // From that very state, on a screen of one's own.
        try small.keys("e")
        small.wait("an explorer of one's own") { $0.contains("7/12") && $0.contains("this is your own") }
        teacher.wait("one follower") { $0.contains("● 1 follows") }
        try small.keys(".")
        small.wait("a step on") { $0.contains("8/12") }
        #expect(teacher.screen.contains("step  7/12"))
        try small.keys("q")
        small.wait("the teacher's screen again") { $0.contains("● follows") && $0.contains("of 120") }
        try teacher.keys("q")
        large.wait("the end") { $0.contains("shares the screen no more") }
        try large.keys("q")
        large.wait("the shell") { $0.contains("status=0") }
        teacher.wait("the shell") { $0.contains("status=0") }
    }

    @Test func whatCannotBeFollowedEndsWithAWord() throws {
        let (teacher, words) = try teacher()
        let wrong = try Tmux(program, ["follow", words[1], "AAAAAA"], width: 100, height: 30)
        wrong.wait("a word") { $0.contains("the code is another one") && $0.contains("status=1") }
        // The same port again.
        let second = try Tmux(program, ["explore", "--serve", words[1]], width: 100, height: 30)
        second.wait("a word") { $0.contains("another program uses this port") && $0.contains("status=1") }
        try teacher.keys("q")
    }

    @Test func withoutAScreenNothingIsSharedAndNothingFollowed() throws {
        let shared = try program("explore", "--plain", "--serve", "8017")
        #expect(shared.status == 64 && shared.error.contains("--serve shares a screen, and there is none"))
        let follower = try program("follow", "127.0.0.1:9", "K7M2QP")
        #expect(follower.status != 0 && follower.error.contains("terminal"))
        let nonsense = try program("follow", "a b", "K7M2QP")
        #expect(nonsense.status == 64 && nonsense.error.contains("a b"))
    }

    /// What is shared is the session that :save writes, and opens as one.
    @Test func theSharedSessionOpensAnywhere() throws {
        let (teacher, words) = try teacher(["--guide", "cifar10_test=1"])
        let data = try FollowLink.session(at: try ShareAddress(parsing: words[1]), code: JoinCode(words[2]))
        let file = try program.write(String(decoding: data, as: UTF8.self), to: "shared.dnag")
        try teacher.keys("q")
        let again = try Tmux(program, ["explore", "--from", file])
        again.wait("the same step, with the same tilt") { $0.contains("4/12") && $0.contains("+1.00") }
        try again.keys("q")
    }
}
