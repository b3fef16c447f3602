import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// `y` on every page gives one line, and the line brings back what is on the page.
@Suite struct PageLineTests {
    /// The line that y shows.
    private static func line(_ harness: inout Harness) throws -> String {
        try harness.type("y")
        #expect(harness.state.overlay == .line)
        let lines = harness.state.linesShown
        try harness.press(.escape)
        #expect(lines.count == 1 && !lines[0].contains("#"))
        return lines.first ?? ""
    }

    /// Another explorer into which the line is pasted.
    private static func pasting(_ line: String) throws -> Harness {
        var other = try Harness.ready(settings: RunSettings(seed: 1, schedule: .fixed, steps: 8))
        try other.type(":")
        other.send(.input(.paste(line)))
        try other.press(.enter)
        #expect(other.state.overlay == .none, "\(line): \(other.state.overlay)")
        return other
    }

    @Test func ofARun() throws {
        var harness = try Harness.ready()
        let line = try Self.line(&harness)
        #expect(line.hasPrefix("dnag generate --seed 7 --sample 0 --count 1 "))
        let other = try Self.pasting(line)
        #expect(other.state.page == .watch && other.state.branch?.steps.map(\.trace) == harness.state.branch?.steps.map(\.trace))
    }

    @Test func ofAForkedRun() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("..")
        let line = try Self.line(&harness)
        #expect(line.hasPrefix("dnag explore --from dnag1:"))
        let other = try Self.pasting(line)
        #expect(other.state.branches.map { $0.steps.map(\.trace) } == harness.state.branches.map { $0.steps.map(\.trace) })
        #expect(other.state.position == 6 && other.state.current == harness.state.current && other.state.tilt("cifar10_test") == 1)
    }

    @Test(arguments: ["2", "3"]) func ofAStep(page: String) throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: Guidance(tilts: ["cifar10_test": 1])))
        try harness.type("...." + page)
        let line = try Self.line(&harness)
        #expect(line.hasPrefix("dnag explore --seed 7 ") && line.contains("--step 4"), "\(line)")
        let other = try Self.pasting(line)
        #expect(other.state.page == harness.state.page && other.state.position == 4)
        #expect(other.state.branch?.settings == harness.state.branch?.settings && other.state.shown == harness.state.shown)
        // What options do not say, a word does.
        try harness.type(page == "2" ? "jv" : "x")
        let word = try Self.line(&harness)
        #expect(word.hasPrefix("dnag explore --from dnag1:"))
        let third = try Self.pasting(word)
        #expect(third.state.isRivalLeft == harness.state.isRivalLeft && third.state.inspection.view == harness.state.inspection.view)
        #expect(third.state.inspection.cursor == harness.state.inspection.cursor)
    }

    @Test func ofAPopulation() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        let line = try Self.line(&harness)
        #expect(line.hasPrefix("dnag generate --seed 7 --sample 0 --count 64 "))
        let other = try Self.pasting(line)
        #expect(other.state.page == .population && other.state.population.size == 64)
        #expect(other.populations.last?.settings == harness.populations.last?.settings && other.populations.last?.count == 64)
        // The one that is pointed at is of the page, too.
        try harness.type("nnn")
        let picked = try #require(harness.state.population.picked)
        let third = try Self.pasting(try Self.line(&harness))
        #expect(third.state.page == .population && third.state.population.picked == picked && third.state.population.size == 64)
    }

    @Test func ofATwistedPopulation() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(
            settings: RunSettings(seed: 7, schedule: .fixed, steps: 12, guidance: Guidance(tilts: ["cifar10_test": 1], method: .twisted)), engine: engine)
        #expect(harness.state.population.isTwisted)
        let line = try Self.line(&harness)
        #expect(line.contains("--method twisted") && line.contains("--count 64"))
        let other = try Self.pasting(line)
        #expect(other.state.population.isTwisted && other.state.branch?.settings.guidance.method == .gradient)
    }

    /// A race that was steered is run again, round for round, to where it was.
    @Test func ofARace() throws {
        let engine = SearchEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.search(engine: engine)
        try harness.rounds(2, engine: engine)
        try harness.type("+")
        try harness.rounds(1, engine: engine)
        try harness.type("a")
        try harness.rounds(2, engine: engine)
        let session = try #require(harness.state.shownSession)
        var other = try Harness.opening(try SessionDocument(word: SessionDocument(session).word).session(from: "it"), Synthetic.exact)
        #expect(other.state.page == .search)
        // Tickets are counted anew there.
        let second = SearchEngine(Synthetic.exact)
        defer { second.stop() }
        for _ in 0..<40 where other.state.race.isRepeating { other.answerSearch(second) }
        #expect(!other.state.race.isRepeating)
        #expect(other.state.race.racers.map(\.evaluations) == harness.state.race.racers.map(\.evaluations))
        #expect(other.state.race.racers.map(\.forks) == harness.state.race.racers.map(\.forks))
        #expect(other.state.shownSession == harness.state.shownSession)
    }

    /// A race whose line the shell takes is taken by the prompt, too.
    @Test func ofAPlainRace() throws {
        let engine = SearchEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.search(engine: engine)
        try harness.type(":bound params_m 0.9")
        try harness.press(.enter)
        harness.answerSearch(engine)
        let line = try Self.line(&harness)
        #expect(line.hasPrefix("dnag search bo --objective cifar10_test --constraint 'params_m<=0.9' --strategy mutation,"), "\(line)")
        var other = try Harness.ready(Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 8), denoiser: .exact)
        try other.type(":")
        other.send(.input(.paste(line)))
        try other.press(.enter)
        let second = SearchEngine(Synthetic.exact)
        defer { second.stop() }
        other.answerSearch(second)
        #expect(other.state.page == .search && other.state.race.racers.map(\.evaluations) == harness.state.race.racers.map(\.evaluations))
        #expect(try Self.line(&other) == line)
        for (text, reason) in [
            ("--objective nothing", "there is no property 'nothing'"), ("--objective cifar10_test --budget 9", "--budget is 9; it must be 150 in the explorer"),
            ("--seed 3", "dnag search bo needs --objective"), ("--objective cifar10_test --constraint x", "--constraint is x; it must be NAME<=NUMBER"),
        ] {
            do {
                _ = try CommandTable.parse("dnag search bo \(text)", in: other.state)
                Issue.record("\(text) was taken")
            } catch { #expect("\(error)".contains(reason), "\(error)") }
        }
    }

    /// A session that no line holds goes to a file, and the line opens that.
    @Test func ofMoreThanALineHolds() throws {
        var harness = try Harness.ready()
        for place in 1...12 {
            try harness.press(.home)
            for _ in 0..<place { try harness.type(".") }
            harness.send(.tick(Double(place) * 10))
            try harness.press(place % 2 == 0 ? .pageUp : .pageDown)
        }
        try harness.type("y")
        guard case .save(let text, let path) = try #require(harness.effects.last) else {
            Issue.record("it was not written")
            return
        }
        #expect(path == "dnag-seed7-sample0-M.dnag" && harness.state.overlay == .none)
        #expect(try SessionDocument(text: Data(text.utf8), from: path).session(from: path) == harness.state.shownSession)
        harness.send(.engine(.wrote(path: "dnag-seed7-sample0-M-2.dnag", size: text.utf8.count)))
        #expect(harness.state.overlay == .line && harness.state.linesShown == ["dnag explore --from dnag-seed7-sample0-M-2.dnag"])
        // Read back, it is there again, and what was there before can be brought back.
        var other = try Harness.ready()
        try other.type(":open dnag-seed7-sample0-M-2.dnag")
        try other.press(.enter)
        #expect(other.effects.last == .open(path: "dnag-seed7-sample0-M-2.dnag"))
        other.send(.engine(.opened(try #require(harness.state.shownSession))))
        try other.answer()
        #expect(other.state.branches.map { $0.steps.map(\.trace) } == harness.state.branches.map { $0.steps.map(\.trace) })
        other.send(.engine(.openFailed(reason: "x.dnag: cannot be read: there is no such file")))
        #expect(other.state.notice?.text == "x.dnag: cannot be read: there is no such file")
    }

    /// Names that a shell, or the parser of options, would take for something else.
    @Test func namesAreQuoted() throws {
        let settings = RunSettings(guidance: Guidance(tilts: ["my latency": 1, "-x": 2], aims: ["a'b$c": Aim(target: 3)]))
        let line = ReproductionLine.command(settings, sample: 0, denoiser: .learned, files: ModelFiles(tables: ["-odd.csv"]))
        #expect(line.contains("--guide=-x=2.0 --guide 'my latency=1.0' --aim 'a'\\''b$c=3.0'") && line.hasSuffix("--table=-odd.csv"), "\(line)")
        #expect(ShellLine.words(line).contains("a'b$c=3.0"))
    }
}
