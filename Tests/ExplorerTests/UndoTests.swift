import Diffusion
import Explorer
import Terminal
import Testing

/// Nothing that was made is lost by one key.
@Suite struct UndoTests {
    /// Three branches, looked at in the middle.
    private static func grown() throws -> Harness {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("..s.")
        return harness
    }

    private static let replacing: [(name: String, act: @Sendable (inout Harness) throws -> Void)] = [
        ("R", { try $0.type("R") }), ("N", { try $0.type("N") }),
        (
            ":seed",
            {
                try $0.type(":seed 99"); try $0.press(.enter)
            }
        ),
        (
            ":sample",
            {
                try $0.type(":sample 5"); try $0.press(.enter)
            }
        ),
        (
            "a pasted line",
            {
                try $0.type(":dnag generate --seed 3 --steps 8"); try $0.press(.enter)
            }
        ),
        (
            "a pasted word",
            {
                let word = SessionDocument(try #require(try Harness.ready().state.shownSession)).word
                try $0.type(":")
                $0.send(.input(.paste("dnag explore --from \(word)")))
                try $0.press(.enter)
            }
        ),
    ]

    @Test(arguments: replacing.indices)
    func whatWasReplacedComesBack(place: Int) throws {
        var harness = try Self.grown()
        let before = harness.state
        let (name, act) = Self.replacing[place]
        try act(&harness)
        #expect(harness.state.branches.count == 1, "\(name)")
        #expect(harness.state.notice?.text.hasSuffix("u brings the 3 branches back") ?? false, "\(name): \(harness.state.notice?.text ?? "nothing")")
        let after = harness.state.branch?.steps.map(\.trace)
        try harness.type("u")
        #expect(harness.state.branches.map(\.segments) == before.branches.map(\.segments), "\(name)")
        #expect(harness.state.branches.map { $0.steps.map(\.trace) } == before.branches.map { $0.steps.map(\.trace) }, "\(name)")
        #expect(harness.state.current == before.current && harness.state.position == before.position && harness.state.sample == before.sample)
        #expect(harness.state.notice?.text == "the 3 branches are back; U goes on again")
        try harness.type("U")
        #expect(harness.state.branches.count == 1 && harness.state.branch?.steps.map(\.trace) == after)
        try harness.type("u")
        #expect(harness.state.branches.count == 3)
    }

    @Test func aSampleOfThePopulationReplacesNothingForGood() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        try harness.press(.pageUp)
        try harness.type("....")
        try harness.press(.pageUp)
        let before = harness.state.branches
        harness.answerPopulation(engine)
        try harness.type("nn")
        try harness.press(.enter)
        #expect(harness.state.page == .watch && harness.state.branches.count == 1)
        #expect(harness.state.notice?.text.contains("p goes back to the population; u brings the \(before.count) branches back") ?? false)
        try harness.type("u")
        #expect(harness.state.branches.map(\.segments) == before.map(\.segments))
    }

    @Test func theSearchReplacesNothingForGood() throws {
        let engine = SearchEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.search(engine: engine)
        try harness.type("1....")
        try harness.press(.pageUp)
        #expect(harness.state.branches.count == 2)
        try harness.type("5")
        try harness.press(.enter)
        #expect(harness.state.page == .watch && harness.state.branches.count == 1)
        #expect(harness.state.notice?.text.contains("u brings the 2 branches back") ?? false, "\(harness.state.notice?.text ?? "")")
        try harness.type("u")
        #expect(harness.state.branches.count == 2)
        // A race, too, is more than a key's worth.
        try harness.type("5")
        try harness.rounds(2, engine: engine)
        let race = harness.state.race.racers.map(\.evaluations)
        try harness.type("R")
        harness.answerSearch(engine)
        #expect(harness.state.race.racers.map(\.evaluations) != race)
        try harness.type("u")
        #expect(harness.state.race.racers.map(\.evaluations) == race)
        #expect(harness.state.notice?.text.contains("evaluations is back") ?? false)
        try harness.type("U")
        #expect(harness.state.race.racers.map(\.evaluations) != race)
    }

    @Test func aDeletedBranchComesBackWhateverWasDoneSince() throws {
        var harness = try Self.grown()
        let gone = try #require(harness.state.branch)
        try harness.type("Bx")
        try harness.press(.enter)
        try harness.type("..")
        try harness.press(.pageDown)
        #expect(!harness.state.branches.contains { $0.id == gone.id })
        try harness.type("u")
        #expect(harness.state.branches.contains { $0.id == gone.id && $0.segments == gone.segments })
    }

    /// Eight are kept; single runs, which a seed brings back, go before trees.
    @Test func treesOutlastSingleRuns() throws {
        var harness = try Self.grown()
        for _ in 0..<20 { try harness.type("R") }
        #expect(harness.state.past.count == 8)
        for _ in 0..<8 { try harness.type("u") }
        #expect(harness.state.branches.count == 3)
        try harness.type("u")
        #expect(harness.state.notice?.text == "nothing to bring back")
    }

    /// A branch that has a name, or that others left, is not written over by a slider at the step where it was made.
    @Test func whatHasANameOrChildrenIsLeftNotChanged() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("Bnkept")
        try harness.press(.enter, .enter)
        let kept = try #require(harness.state.branch)
        harness.send(.tick(100))
        harness.send(.tick(200))
        try harness.press(.home)
        try harness.type("....")
        try harness.press(.pageUp)
        #expect(harness.state.branches.count == 3)
        #expect(harness.state.branches.first { $0.id == kept.id }?.segments == kept.segments)
    }

    /// They are in the session that the next one goes on with.
    @Test func whatWasReplacedOutlivesTheSession() throws {
        var harness = try Self.grown()
        try harness.type("R")
        var again = try Harness.opening(try #require(harness.state.session))
        #expect(again.state.branches.count == 1 && again.state.past == harness.state.past)
        try again.type("u")
        #expect(again.state.branches.count == 3)
        // What others are to see is only what is shown.
        #expect(harness.state.shownSession?.spaces[.nasbench201]?.past.isEmpty == true)
    }
}
