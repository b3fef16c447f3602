import Architectures
import Diffusion
import Explorer
import Foundation
import Terminal
import TestSupport
import Testing

/// A session as text, and back.
@Suite struct SessionDocumentTests {
    private static func reread(_ session: Session) throws -> Session {
        try SessionDocument(text: Data(SessionDocument(session).text.utf8), from: "a.dnag").session(from: "a.dnag")
    }

    /// Two forks, one of them named, another sampler on the way; looked at in the middle of the first.
    private static func forked() throws -> Harness {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("...s")
        try harness.type("BnmineX")
        try harness.press(.enter, .enter)
        try harness.type("bb,,")
        return harness
    }

    @Test func aForkedSessionComesBackByteForByte() throws {
        let harness = try Self.forked()
        #expect(harness.state.branches.map(\.segments.count) == [1, 2, 3])
        let session = try #require(harness.state.session)
        #expect(try Self.reread(session) == session)
        let again = try Harness.opening(try Self.reread(session))
        #expect(again.state.branches.map(\.label) == harness.state.branches.map(\.label))
        #expect(again.state.branches.map(\.parent) == harness.state.branches.map(\.parent))
        #expect(again.state.branches.map(\.segments) == harness.state.branches.map(\.segments))
        #expect(again.state.current == harness.state.current && again.state.position == harness.state.position)
        for (mine, theirs) in zip(again.state.branches, harness.state.branches) {
            #expect(mine.isComplete && mine.steps.map(\.trace) == theirs.steps.map(\.trace))
        }
        #expect(again.state.notice == nil)
        #expect(again.state.session == session)
        // What is made next has the next letter, as it would have had there.
        var (one, other) = (harness, again)
        try one.type(".")
        try one.press(.pageDown)
        try other.type(".")
        try other.press(.pageDown)
        #expect(one.state.branches.last?.name == "D" && other.state.branches.last?.name == "D")
        // Until nothing glows and no message stands.
        one.send(.tick(100))
        other.send(.tick(100))
        #expect(render(one.state) == render(other.state))
    }

    /// Whatever was done, what is written is what is opened, and what is opened is what was there: the same text and the same bytes.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func anySessionComesBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var harness = try Harness.ready(settings: RunSettings(seed: seed, schedule: .fixed, steps: 8), width: 100, height: 30)
        // Runs of other lengths and comparisons take long to compute here, and are chosen by hand below.
        let keys: [Key] =
            Array(".....,,><bsDoPWkjlhZ0AvVxi124RNuU+-").map { .char($0) } + [.right, .left, .pageUp, .pageDown, .home, .end, .tab, .escape, .enter]
        for turn in 0..<60 {
            // The names of sliders and the tree are typed into; that is tested elsewhere.
            if case .none = harness.state.overlay {} else { try harness.press(.escape) }
            try harness.press(keys[Int.random(in: 0..<keys.count, using: &random)])
            guard turn % 15 == 14 else { continue }
            if case .none = harness.state.overlay {} else { try harness.press(.escape) }
            let session = try #require(harness.state.session)
            #expect(try Self.reread(session) == session)
            #expect(SessionDocument(session).text == SessionDocument(try Self.reread(session)).text)
            let again = try Harness.opening(session, width: 100, height: 30)
            #expect(again.state.session == session, "seed \(seed), turn \(turn)")
            let (mine, theirs) = (try #require(again.state.branch), try #require(harness.state.branch))
            #expect(mine.steps.map(\.trace) == theirs.steps.map(\.trace), "seed \(seed), turn \(turn)")
        }
    }

    @Test func allThatWasChosenComesBack() throws {
        var harness = try Harness.ready()
        try harness.type("2j\u{9}vp")
        try harness.press(.char("+"))
        try harness.type("vx")
        try harness.type("3x")
        let session = try #require(harness.state.session)
        let again = try Harness.opening(try Self.reread(session))
        #expect(again.state.page == .compare && again.state.isRivalLeft)
        #expect(again.state.population.size == 512 && again.state.population.values == .predicted)
        #expect(again.state.population.partner == harness.state.population.partner)
        #expect(again.state.inspection.view == harness.state.inspection.view && again.state.inspection.cursor == harness.state.inspection.cursor)
        #expect(again.state.shown == harness.state.shown && again.state.selected == harness.state.selected)
    }

    /// What is shown goes into a word that a shell takes as it is, and that is short enough to be copied.
    @Test func aWordHoldsWhatIsShown() throws {
        let harness = try Self.forked()
        let session = try #require(harness.state.shownSession)
        let word = SessionDocument(session).word
        #expect(word.hasPrefix("dnag1:") && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) })
        #expect(word.count < 1_600, "\(word.count)")
        #expect(try SessionDocument(word: word).session(from: "it") == session)
    }

    /// Any change of a letter is noticed.
    @Test func damageIsNoticed() throws {
        let session = try #require(try Self.forked().state.shownSession)
        let word = SessionDocument(session).word
        for place in stride(from: 6, to: word.count, by: 7) {
            var letters = Array(word)
            letters[place] = letters[place] == "A" ? "B" : "A"
            #expect(throws: SessionError.self, "place \(place)") { try SessionDocument(word: String(letters)).session(from: "it") }
        }
        #expect(throws: SessionError.damaged(source: "this session's word")) { try SessionDocument(word: String(word.dropLast(9))).session(from: "it") }
        let text = SessionDocument(session).text
        for (old, new) in [("\"step\" : 5", "\"step\" : 6"), ("\"name\" : \"mineX\"", "\"name\" : \"mine\""), ("\"page\" : \"watch\"", "\"page\" : \"inspect\"")] {
            #expect(text.contains(old), "\(old)")
            let data = Data(text.replacing(old, with: new).utf8)
            #expect(throws: SessionError.damaged(source: "a.dnag")) { try SessionDocument(text: data, from: "a.dnag").session(from: "a.dnag") }
        }
    }

    @Test func whatIsNoSessionSaysSo() throws {
        func error(_ text: String) -> String {
            do {
                _ = try SessionDocument(text: Data(text.utf8), from: "a.dnag").session(from: "a.dnag")
                return ""
            } catch { return "\(error)" }
        }
        for text in ["", "{", "[]", "{}", "\u{0}", "{\"format\":\"asciicast\",\"version\":1}", "PK\u{3}\u{4}"] {
            #expect(error(text) == "a.dnag: is no session of dnag; y in the explorer gives a line that opens one, :save writes one to a file")
        }
        #expect(
            error("{\"format\":\"dnag session\",\"version\":2}")
                == "a.dnag: is a session of form 2, and this program knows form 1: take the program that wrote it, or a later one")
        #expect(error("{\"format\":\"dnag session\",\"version\":1}").contains("is damaged"))
        #expect(error(String(repeating: " ", count: 1 << 21)).contains("is longer than 1048576 bytes"))
    }

    /// Other networks, or another kind of processor: what comes out is another run, and that is said with the first step that differs.
    @Test func otherBytesAreSaid() throws {
        let session = try #require(try Self.forked().state.session)
        var other = session
        let id = try #require(other.shown).tree.current
        let known = try #require(other.spaces[.nasbench201]?.marks[id])
        other.spaces[.nasbench201]?.marks[id] = known.map { $0.step < 5 ? $0 : StateMark(step: $0.step, hash: "00000000") }
        let first = try #require(known.first { $0.step >= 5 }?.step)
        let notice = try #require(try Harness.opening(other).state.notice)
        #expect(notice.isWarning && notice.text.contains("is not, byte for byte, what it was") && notice.text.contains("from step \(first) on it differs"))
        #expect(try Harness.opening(session).state.notice == nil)
    }

    /// What cannot be had here is refused where it was asked for, by name.
    @Test func whatIsMissingIsNamed() throws {
        var harness = try Harness.ready()
        try harness.type("..:gamma weird_property 1")
        try harness.press(.enter)
        let session = try #require(harness.state.session)
        let other = LoadedModels(learned: nil, figures: [.init(of: .nasbench201, name: "cifar10_test", values: (0..<Cell.count).map { Double($0 % 997) })])
        var alone = Harness(other, denoiser: .exact)
        alone.state = State(settings: RunSettings(), denoiser: .exact, width: 120, height: 36, session: session)
        alone.send(.engine(.ready(alone.catalog)))
        guard case .failed(let error) = alone.state.phase else {
            Issue.record("it was opened")
            return
        }
        #expect("\(error)".contains("was made with what is not here: learned denoiser, weird_property"))
        // What was left by the last session is taken up without it.
        alone.state = State(settings: RunSettings(), denoiser: .exact, width: 120, height: 36, isRestored: true, session: session)
        alone.send(.engine(.ready(alone.catalog)))
        try alone.answer()
        #expect(alone.state.branches.count == 2 && alone.state.branches.allSatisfy(\.isComplete))
        #expect(alone.state.notice?.text.hasSuffix("as before, but for what is not here any more: learned denoiser, weird_property") ?? false)
    }

    /// Each text has one thing wrong in it, with a checksum that is right.
    @Test func whatCannotBeIsNamedByItsPlace() throws {
        let session = try #require(try Self.forked().state.session)
        func fault(_ change: (inout SpaceSession) -> Void) -> String {
            var other = session
            other.spaces[.nasbench201].map {
                var space = $0; change(&space); other.spaces[.nasbench201] = space
            }
            do {
                _ = try Self.reread(other)
                return ""
            } catch { return "\(error)" }
        }
        #expect(fault { $0.tree.position = 17 } == "a.dnag: step is '17': must be between 0 and 16")
        #expect(fault { $0.tree.current = 9 } == "a.dnag: shown is '9': must be the id of a branch")
        #expect(fault { $0.tree.next = 2 } == "a.dnag: next is '2': must be above the ids of all branches")
        #expect(fault { $0.tree.stems[1].id = 0 } == "a.dnag: branch 0, id is '0': must be its own, from 0 to 999999")
        #expect(fault { $0.tree.stems[1].parent = 2 } == "a.dnag: branch 1, parent is '2': must be the id of an older branch")
        #expect(fault { $0.tree.stems[1].sample = -1 }.contains("branch 1, sample is '-1': must be between 0 and 1000000000"))
        #expect(fault { $0.tree.stems[1].label = "a\u{1B}[2Jb" } == "a.dnag: branch 1, name is 'a\\u{1B}[2Jb': must be 1 to 24 columns of what can be seen")
        #expect(fault { $0.tree.stems[2].segments[1].start = 0 }.contains("branch 2, course is '[0, "))
        #expect(fault { $0.tree.stems[2].segments[1].settings.steps = 20 }.contains("only at the first step may the noise levels be others"))
        #expect(fault { $0.tree.stems[0].segments[0].settings.steps = 0 }.contains("steps is 0; it must be between 1 and 10000"))
        #expect(fault { $0.tree.stems[0].segments[0].settings.guidance.tilts = ["cifar10_test": 1e9] }.contains("guide cifar10_test is '1000000000.0'"))
        #expect(fault { $0.tree.stems[0].segments[0].settings.guidance.method = .twisted }.contains("is a method of populations"))
        #expect(fault { $0.population.size = 100_000 }.contains("population, size is '100000': must be between 1 and 1024"))
        #expect(fault { $0.inspection.entry = .edge(slot: 99) }.contains("inspection, edge is '99': must be a slot of E"))
        #expect(fault { $0.tree.stems = [] }.contains("branches is '0': a tree has 1 to 512"))
    }
}
