import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct ComparisonTests {
    private func whole(_ settings: RunSettings, _ kind: DenoiserKind = .learned) throws -> [[Float]] {
        let models =
            kind == .learned
            ? try #require(Synthetic.models.learned)
            : Models(denoiser: ExactDenoiser(of: .nasbench201), predictor: ExactPredictor(columns: Synthetic.models.figures, in: .nasbench201))
        return Array(try SampleRun(models: models, settings: settings, sample: 0)).map(\.trace)
    }

    private func plain(_ guidance: Guidance = Guidance()) -> RunSettings {
        RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: guidance)
    }

    @Test func theTwinIsTheRivalUnlessAnotherIsChosen() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp)
        try harness.type("c")
        #expect(harness.state.page == .compare)
        #expect(harness.state.shownRival == .unguided)
        let comparison = try #require(harness.state.comparison)
        #expect(comparison.current.branch.id == harness.state.current)
        #expect(comparison.rival.branch.steps.map(\.trace) == (try whole(plain())))
        #expect(comparison.current.words == ["γ cifar10_test +1.00"])
        #expect(comparison.rival.words == ["unguided"])
    }

    /// Every rival that the engine runs is the run that it says it is.
    @Test func rivalsOfTheEngineAreWhatTheySay() throws {
        let guidance = Guidance(tilts: ["cifar10_test": 2])
        var harness = try Harness.ready(settings: plain(guidance))
        try harness.type("c")
        #expect(harness.state.rivals == [.unguided, .otherDenoiser, .otherOrder, .otherMethod])
        try harness.type("v")
        #expect(harness.state.shownRival == .otherDenoiser)
        #expect(harness.state.comparison?.rival.branch.steps.map(\.trace) == (try whole(plain(guidance), .exact)))
        #expect(harness.state.comparison?.rival.words == ["exact denoiser"])
        try harness.type("v")
        var first = guidance
        first.order = .first
        #expect(harness.state.comparison?.rival.branch.steps.map(\.trace) == (try whole(plain(first))))
        #expect(harness.state.comparison?.rival.words == ["first order"])
        try harness.type("v")
        var conditioned = guidance
        conditioned.method = .conditioned
        #expect(harness.state.comparison?.rival.branch.steps.map(\.trace) == (try whole(plain(conditioned))))
        try harness.type("v")
        #expect(harness.state.shownRival == .unguided)
        try harness.type("V")
        #expect(harness.state.shownRival == .otherMethod)
    }

    /// A run that was changed on its way is compared with one that was changed at the same step.
    @Test func rivalsOfAForkShareWhatCameBefore() throws {
        var harness = try Harness.ready()
        try harness.type("......")
        try harness.press(.pageUp, .pageUp)
        let fork = try #require(harness.state.branch)
        try harness.type("cvv")
        #expect(harness.state.shownRival == .otherOrder)
        let rival = try #require(harness.state.comparison?.rival.branch)
        #expect(rival.segments.map(\.start) == [0, 6])
        #expect(rival.steps.prefix(6).map(\.trace) == fork.steps.prefix(6).map(\.trace))
        #expect(rival.steps[6].state == fork.steps[6].state)
        #expect(rival.steps.count == 16)
        #expect(harness.state.comparison?.rival.words == ["from step 6: first order"])
    }

    /// When each of two runs turned away from the other, if it did.
    @Test func wordsSayWhenARunTurned() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("....o")
        let (a, b, c) = (harness.state.branches[0], harness.state.branches[1], harness.state.branches[2])
        #expect(b.words(unlike: a) == ["from step 4: γ cifar10_test +1.00"])
        #expect(a.words(unlike: b) == ["unguided"])
        #expect(c.words(unlike: b) == ["from step 8: first order"])
        #expect(b.words(unlike: c) == ["second order"])
        #expect(a.words(unlike: a) == ["the same settings"])
        #expect(c.changes(from: b) == ["first order"])
        // There and back again.
        try harness.type("..o")
        let d = try #require(harness.state.branch)
        #expect(d.words(unlike: b) == ["as the other from step 10 on"])
        #expect(b.words(unlike: d) == ["unchanged"])
    }

    @Test func withoutGuidanceTheOtherDenoiserIsTheFirstRival() throws {
        var harness = try Harness.ready()
        try harness.type("c")
        #expect(harness.state.shownRival == .otherDenoiser)
        // Once it steers, the twin that was wished for comes.
        try harness.press(.pageUp)
        #expect(harness.state.shownRival == .unguided)
    }

    @Test func withNothingToCompareItSaysSo() throws {
        var harness = try Harness.ready(Synthetic.exact, denoiser: .exact)
        try harness.type("c")
        #expect(harness.state.shownRival == nil)
        #expect(render(harness.state).text.contains("no other run with this noise"))
        try harness.type("v")
        #expect(harness.state.notice?.text.contains("nothing to compare with") ?? false)
        try harness.press(.enter)
        #expect(harness.state.branches.count == 1)
    }

    @Test func aForkOfTheMethodIsComparedWithTheRunItLeft() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp)
        try harness.type("cs")
        #expect(harness.state.branch?.settings.sampler != .ancestral)
        #expect(harness.state.comparison?.rival.branch.id == 1 || harness.state.shownRival == .unguided)
        // At the end of a fresh branch the change is made in it; from within, it leaves it.
        try harness.type("<<")
        let before = harness.state.current
        try harness.type("o")
        #expect(harness.state.current != before)
        #expect(harness.state.shownRival == .branch(before))
        #expect(harness.state.comparison?.current.words.last?.hasSuffix("first order") ?? false)
        // A slider's move keeps who one compares with.
        try harness.type("<")
        try harness.press(.pageUp)
        #expect(harness.state.shownRival == .branch(before))
    }

    @Test func runsOfOtherLengthsStandAtTheSameNoise() throws {
        var harness = try Harness.ready()
        try harness.type("c......n")
        try harness.press(.end)
        try harness.type("<")
        let comparison = try #require(harness.state.comparison)
        #expect(comparison.current.branch.total == 20)
        #expect(comparison.rival.branch.total == 16)
        let sigma = try #require(comparison.current.snapshot?.sigma), other = try #require(comparison.rival.snapshot?.sigma)
        let levels = plain().levels.map(\.sigma)
        #expect(levels.allSatisfy { max($0 / sigma, sigma / $0) >= max(other / sigma, sigma / other) })
        let screen = render(harness.state).text
        #expect(screen.contains("step 18/20") && screen.contains("/16 σ"))
        try harness.press(.end)
        #expect(harness.state.comparison?.rival.position == 16)
        #expect(harness.state.comparison?.rival.snapshot?.isEnd ?? false)
    }

    /// Distance and differences against the states themselves.
    @Test func theGapIsWhatTheStatesSay() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp, .pageUp)
        try harness.type("c")
        let gaps = try #require(harness.state.comparison).gaps
        let mine = try #require(harness.state.branch).steps, theirs = try #require(harness.state.twin).steps
        #expect(gaps.count == 17)
        for step in 0..<16 {
            let gap = try #require(gaps[step])
            var sum = 0.0
            for i in mine[step].state.indices { sum += Double((mine[step].state[i] - theirs[step].state[i])).magnitudeSquared }
            #expect(abs(gap.distance - sum.squareRoot()) < 1e-6)
            #expect((gap.distance == 0) == (step <= 4))
            let one = Cell.decode(mine[step].guided), other = Cell.decode(theirs[step].guided)
            #expect(gap.nodes == one.types.indices.filter { one.types[$0] != other.types[$0] })
            #expect(gap.slots == one.edges.indices.filter { one.edges[$0] != other.edges[$0] })
        }
        let end = try #require(gaps.last ?? nil)
        #expect(
            end.nodes
                == Cell.decode(mine[15].next).types.indices.filter {
                    Cell.decode(mine[15].next).types[$0] != Cell.decode(theirs[15].next).types[$0]
                })
    }

    @Test func sidesAreSwapped() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp)
        try harness.type("c")
        func left() -> Bool {
            let row = render(harness.state).text.split(separator: "\n").first { $0.contains("unguided twin") } ?? ""
            guard let own = row.range(of: "branch B"), let twin = row.range(of: "unguided twin") else { return false }
            return own.lowerBound < twin.lowerBound
        }
        #expect(left())
        try harness.type("x")
        #expect(!left())
        #expect(harness.state.current == 1)
        #expect(harness.state.shown.count > 3)
    }

    @Test func goingOverMakesTheRivalABranch() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp)
        try harness.type("c<<")
        let twin = try #require(harness.state.twin)
        try harness.press(.enter)
        let branch = try #require(harness.state.branch)
        #expect(branch.id == 2 && branch.parent == 1)
        #expect(branch.steps == twin.steps)
        #expect(harness.state.shownRival == .branch(1))
        #expect(harness.state.isRivalLeft)
        #expect(harness.state.position == 12)
        // And back: nothing new is made of a branch.
        try harness.press(.enter)
        #expect(harness.state.current == 1)
        #expect(harness.state.branches.count == 3)
        #expect(harness.state.shownRival == .branch(2))
    }

    @Test func theRivalFollowsWhoGoesOverToIt() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("cV")
        #expect(harness.state.shownRival == .branch(0))
        try harness.type("b")
        #expect(harness.state.current == 0)
        #expect(harness.state.shownRival == .branch(1))
    }

    /// A rival whose computation was cut short is finished for the comparison.
    @Test func anUnfinishedRivalIsCompleted() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        harness.send(.input(.key(.pageUp)))
        harness.pending = []
        // The fork is left before a step of it came.
        try harness.type("b")
        #expect(harness.state.branches[1].isComplete == false)
        try harness.type("cV")
        #expect(harness.state.shownRival == .branch(1))
        #expect(harness.state.branches[1].isComplete)
        #expect(harness.state.comparison?.gap != nil)
    }

    @Test func resultsOfAnOlderRivalAreDropped() throws {
        var harness = try Harness.ready(settings: plain(Guidance(tilts: ["cifar10_test": 1])))
        try harness.type("c")
        harness.send(.input(.key(.char("V"))))
        let stale = try #require(harness.pending.first { $0.lane == .rival })
        #expect(stale.settings.guidance.method == .conditioned)
        harness.send(.input(.key(.char("V"))))
        let late = try harness.steps(of: stale)
        harness.send(.engine(.steps(ticket: stale.ticket, late, isLast: true)))
        #expect(harness.state.comparison?.gap == nil)
        try harness.answer()
        #expect(harness.state.comparison?.rival.branch.settings.guidance.order == .first)
        #expect(harness.state.comparison?.rival.branch.steps.count == 16)
    }

    @Test func thePageAsksForNothingTwice() throws {
        var harness = try Harness.ready(settings: plain(Guidance(tilts: ["cifar10_test": 1])))
        try harness.type("cv")
        let asked = harness.effects.count
        for tick in 0..<50 { harness.send(.tick(Double(tick) / 10)) }
        try harness.type("..,,")
        #expect(harness.effects.count == asked)
    }

    @Test func theMouseGoesOverAndSelects() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp)
        try harness.type("c")
        let rows = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        let head = try #require(rows.firstIndex { $0.contains("unguided twin") })
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 100, y: head))))
        #expect(harness.state.current == 2)
        let row = try #require(
            render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains("params_m") })
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: 10, y: row))))
        #expect(harness.state.selectedProperty == "params_m")
        // Where the sliders are on the watch page there is nothing to drag here.
        #expect(harness.state.branches.count == 3)
    }
}

extension Double {
    fileprivate var magnitudeSquared: Double { self * self }

    /// A session that was left comparing two branches: the other one is computed once, as what is compared or as the rest of the tree. Asked for as both in turn,
    /// neither would ever come.
    @Test func whatIsComparedAfterASessionIsComputedOnce() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.pageUp)
        try harness.type("c")
        for _ in 0..<6 where harness.state.shownRival != .branch(0) { try harness.type("v") }
        #expect(harness.state.shownRival == .branch(0) && harness.state.branches.count == 2)
        let session = try #require(harness.state.shownSession), last = try #require(session.shown?.stem.segments.last)
        var opened = Harness(settings: last.settings)
        opened.state = State(settings: last.settings, width: 120, height: 36, space: session.space, session: session)
        opened.send(.engine(.ready(opened.catalog)))
        var asked = 0
        while let request = opened.pending.first, asked < 40 {
            asked += 1
            opened.pending.removeFirst()
            opened.send(.engine(.steps(ticket: request.ticket, try opened.steps(of: request), isLast: true)))
        }
        #expect(asked <= 3 && opened.pending.isEmpty, "asked \(asked) times")
        #expect(opened.state.page == .compare && opened.state.shownRival == .branch(0) && opened.state.branches.allSatisfy(\.isComplete))
    }
}
