import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct ForkTests {
    @Test(arguments: Sampler.all.filter { !$0.drawsArchitectures })
    func whatWasComputedStaysAndTheFutureChanges(sampler: Sampler) throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 3, sampler: sampler, schedule: .fixed, steps: 16))
        let before = try #require(harness.state.branch).steps
        try harness.type("......")
        try harness.press(.pageUp)
        let fork = try #require(harness.state.branch)
        #expect(harness.state.branches.count == 2)
        #expect(fork.parent == 0)
        #expect(fork.segments.map(\.start) == [0, 6])
        #expect(fork.steps.count == 16)
        #expect(fork.steps.prefix(6).map(\.trace) == before.prefix(6).map(\.trace))
        #expect(fork.steps[6].state == before[6].state)
        #expect(fork.steps[6].guided != before[6].guided)
        #expect(fork.steps[15].next != before[15].next)
        #expect(harness.state.origin?.steps.map(\.trace) == before.map(\.trace))
    }

    /// Steering back to where it was must give the very same future, whatever lay between: same noise, same bits.
    @Test(arguments: Sampler.all.filter { !$0.drawsArchitectures })
    func steeringBackGivesTheOldFuture(sampler: Sampler) throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 5, sampler: sampler, schedule: .fixed, steps: 16))
        let before = try #require(harness.state.branch).steps
        try harness.type(".....")
        try harness.press(.pageUp, .pageDown)
        let fork = try #require(harness.state.branch)
        #expect(fork.settings.guidance.tilts.isEmpty)
        #expect(fork.steps.map(\.trace) == before.map(\.trace))
    }

    @Test func oneGestureMakesOneBranch() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.right, .right, .right)
        #expect(harness.state.branches.count == 2)
        #expect(harness.state.tilt("cifar10_test") == 0.75)
        #expect(harness.state.branch?.segments.count == 2)
    }

    @Test func aLaterChangeOfAnotherSliderIsAnotherBranch() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.right)
        try harness.type("..")
        try harness.press(.down, .left)
        #expect(harness.state.branches.count == 3)
        let branch = try #require(harness.state.branch)
        #expect(branch.segments.map(\.start) == [0, 4, 6])
        #expect(branch.settings.guidance.tilts == ["cifar10_test": 0.25, "latency_ms_pixel3": -0.25])
    }

    /// At the end nothing is left to change: the run is done again from its noise, and its end is what one sees.
    @Test func steeringAtTheEndRunsAllAgain() throws {
        var harness = try Harness.ready()
        try harness.press(.end, .pageUp, .pageUp)
        let branch = try #require(harness.state.branch)
        #expect(branch.segments.map(\.start) == [0])
        #expect(harness.state.position == 16)
        #expect(harness.state.branches.count == 2)
        let settings = RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: Guidance(tilts: ["cifar10_test": 2]))
        let whole = Array(try SampleRun(models: try #require(Synthetic.models.learned), settings: settings, sample: 0))
        #expect(branch.steps.map(\.trace) == whole.map(\.trace))
    }

    @Test func branchesAreWalkedRound() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.press(.right)
        #expect(harness.state.current == 1)
        try harness.type("b")
        #expect(harness.state.current == 0)
        #expect(harness.state.position == 4)
        try harness.type("b")
        #expect(harness.state.current == 1)
    }

    @Test func branchesDoNotPileUp() throws {
        var harness = try Harness.ready()
        for turn in 0..<40 {
            try harness.press(.home)
            for _ in 0...(turn % 14) { try harness.type(".") }
            try harness.press(turn % 2 == 0 ? .pageUp : .pageDown, turn % 3 == 0 ? .up : .down)
        }
        #expect(harness.state.branches.count <= State.branchLimit)
        #expect(harness.state.branch != nil)
    }

    @Test func resultsOfAnOlderRequestAreDropped() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        harness.send(.input(.key(.right)))
        let stale = try #require(harness.pending.first)
        let late = try harness.steps(of: stale)
        harness.send(.input(.key(.pageUp)))
        let fresh = try #require(harness.pending.first)
        #expect(fresh.ticket > stale.ticket)
        harness.send(.engine(.steps(ticket: stale.ticket, late, isLast: true)))
        #expect(harness.state.branch?.steps.count == 4)
        try harness.answer()
        let settings = try #require(harness.state.branch).settings
        #expect(settings.guidance.tilts["cifar10_test"] == 1.25)
        #expect(harness.state.branch?.steps.count == 16)
        #expect(harness.state.branch?.steps[15].next != late.last?.next)
    }

    @Test func stepsOutOfOrderAreDropped() throws {
        var harness = Harness()
        harness.send(.engine(.ready(harness.catalog)))
        let request = try #require(harness.pending.first)
        let steps = try harness.steps(of: request)
        harness.send(.engine(.steps(ticket: request.ticket, [steps[3], steps[0], steps[0], steps[2], steps[1]], isLast: false)))
        #expect(harness.state.branch?.steps.map(\.index) == [0, 1])
    }

    /// A course that was cut short is finished when one comes back to it, as if it had never been.
    @Test func anUnfinishedBranchIsCompletedLater() throws {
        var harness = Harness()
        harness.send(.engine(.ready(harness.catalog)))
        let request = try #require(harness.pending.first)
        let steps = try harness.steps(of: request)
        harness.send(.engine(.steps(ticket: request.ticket, Array(steps.prefix(9)), isLast: false)))
        try harness.type("....")
        // `type` answered the first request; cut the fork's short instead.
        harness.send(.input(.key(.pageUp)))
        let fork = try #require(harness.pending.first)
        let future = try harness.steps(of: fork)
        harness.send(.engine(.steps(ticket: fork.ticket, Array(future.prefix(2)), isLast: false)))
        harness.pending = []
        try harness.type("b")
        #expect(harness.state.current == 0)
        try harness.type("b")
        #expect(harness.state.branch?.steps.dropFirst(4).map(\.trace) == future.map(\.trace))
    }

    @Test func theTwinIsTheUnguidedRunWithTheSameNoise() throws {
        var harness = try Harness.ready()
        try harness.type("c")
        try harness.press(.end, .pageUp)
        let plain = RunSettings(seed: 7, schedule: .fixed, steps: 16)
        let whole = Array(try SampleRun(models: try #require(Synthetic.models.learned), settings: plain, sample: 0))
        #expect(harness.state.twin?.steps.map(\.trace) == whole.map(\.trace))
        // It stays to be looked at when the page is left.
        try harness.type("c")
        #expect(harness.state.page == .watch)
        #expect(harness.state.twin?.isComplete == true)
    }
}
