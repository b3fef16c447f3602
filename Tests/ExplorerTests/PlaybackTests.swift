import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct PlaybackTests {
    @Test func startsPlayingWhenTheFirstRunIsThere() throws {
        var harness = Harness()
        #expect(harness.state.branch == nil)
        harness.send(.engine(.ready(harness.catalog)))
        #expect(harness.pending.count == 1)
        try harness.answer()
        #expect(harness.state.isPlaying)
        #expect(harness.state.branch?.isComplete == true)
        #expect(harness.state.position == 0)
    }

    /// At 8 steps a second, 32 ticks of 1/16 s are 2 s and so 16 steps.
    @Test func timePassesAtTheSpeedThatIsShown() throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 40))
        for tick in 0...32 { harness.send(.tick(Double(tick) / 16)) }
        #expect(harness.state.position == 16)
        try harness.type("]")
        for tick in 33...48 { harness.send(.tick(Double(tick) / 16)) }
        #expect(harness.state.position == 32)
    }

    @Test func stopsAtTheEndAndStartsAgain() throws {
        var harness = try Harness.ready()
        for tick in 0...100 { harness.send(.tick(Double(tick) / 10)) }
        #expect(harness.state.position == 16)
        #expect(!harness.state.isPlaying)
        try harness.type(" ")
        #expect(harness.state.isPlaying)
        #expect(harness.state.position == 0)
    }

    @Test func aClockThatStoodStillIsNotCaughtUpWith() throws {
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 48))
        harness.send(.tick(1))
        harness.send(.tick(3600))
        #expect(harness.state.position <= 2)
    }

    @Test func stepsGoBothWaysAndStop() throws {
        var harness = try Harness.ready()
        try harness.type("...")
        #expect(harness.state.position == 3)
        #expect(!harness.state.isPlaying)
        try harness.type(",,,,,")
        #expect(harness.state.position == 0)
        try harness.type(">>")
        #expect(harness.state.position == 4)
        try harness.press(.end)
        #expect(harness.state.position == 16)
        try harness.type("<")
        #expect(harness.state.position == 14)
        try harness.press(.home)
        #expect(harness.state.position == 0)
    }

    /// What is shown on the way back is, bit for bit, what was shown on the way there.
    @Test func goingBackShowsTheSameMoment() throws {
        var harness = try Harness.ready()
        var seen: [Canvas] = []
        for place in 0..<16 {
            // What changed on the way there has faded by the time one looks.
            if place > 0 { harness.send(.tick(Double(place))) }
            seen.append(render(harness.state))
            try harness.type(".")
        }
        for moment in seen.reversed().enumerated() {
            try harness.type(",")
            harness.send(.tick(Double(20 + moment.offset)))
            // The notice-free screen depends on the position alone, save the play mark of the very first frame.
            if moment.offset < 15 { #expect(render(harness.state) == moment.element) }
        }
    }

    @Test func onlyWhatIsComputedCanBeReached() throws {
        var harness = Harness()
        harness.send(.engine(.ready(harness.catalog)))
        let request = try #require(harness.pending.first)
        let steps = try harness.steps(of: request)
        harness.send(.engine(.steps(ticket: request.ticket, Array(steps.prefix(5)), isLast: false)))
        for tick in 0...100 { harness.send(.tick(Double(tick) / 10)) }
        #expect(harness.state.position == 4)
        #expect(harness.state.isPlaying)
        harness.send(.engine(.steps(ticket: request.ticket, Array(steps.dropFirst(5)), isLast: true)))
        for tick in 101...200 { harness.send(.tick(Double(tick) / 10)) }
        #expect(harness.state.position == 16)
    }

    @Test func theTimelineIsScrubbedWithTheMouse() throws {
        var harness = try Harness.ready()
        let track = harness.state.layout.timelineTrack
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: track.right - 1, y: track.y))))
        #expect(harness.state.position == 16)
        harness.send(.input(.mouse(MouseEvent(.drag(.left), x: track.x + (track.width - 1) / 2, y: 0))))
        #expect(harness.state.position == 8)
        harness.send(.input(.mouse(MouseEvent(.release(.left), x: 0, y: 0))))
        harness.send(.input(.mouse(MouseEvent(.drag(.left), x: track.x, y: track.y))))
        #expect(harness.state.position == 8)
    }

    @Test func aNewSeedIsTheNextOne() throws {
        var harness = try Harness.ready()
        try harness.type("R")
        #expect(harness.state.branch?.settings.seed == 8)
        #expect(harness.state.branches.count == 1)
        #expect(harness.state.position == 0)
    }

    /// What is not computed yet cannot be shown; but it was asked for, and comes.
    @Test func theEndIsReachedWhenItIsThere() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        harness.send(.input(.key(.pageUp)))
        harness.send(.input(.key(.end)))
        #expect(harness.state.position < 16)
        try harness.answer()
        #expect(harness.state.position == 16 && !harness.state.isPlaying)
        // Whoever turns round meanwhile is left alone.
        try harness.press(.home)
        harness.send(.input(.key(.pageDown)))
        harness.send(.input(.key(.end)))
        harness.send(.input(.key(.home)))
        try harness.answer()
        #expect(harness.state.position == 0)
    }
}
