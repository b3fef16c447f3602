import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct SteeringTests {
    @Test func slidersStayInTheirRangeAndOnQuarters() throws {
        var harness = try Harness.ready()
        for _ in 0..<20 { try harness.press(.pageUp) }
        #expect(harness.state.tilt("cifar10_test") == 8)
        for _ in 0..<40 { try harness.press(.pageDown) }
        #expect(harness.state.tilt("cifar10_test") == -8)
        try harness.type("0")
        #expect(harness.state.tilt("cifar10_test") == 0)
        try harness.press(.left)
        #expect(harness.state.tilt("cifar10_test") == -0.25)
    }

    @Test func aSliderFollowsTheMouse() throws {
        var harness = try Harness.ready(width: 160, height: 48)
        let (layout, track) = (harness.state.layout, harness.state.layout.sliderTrack)
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: track.right - 1, y: layout.properties.y + 2))))
        #expect(harness.state.selectedProperty == "latency_ms_pixel3")
        #expect(harness.state.tilt("latency_ms_pixel3") == 8)
        harness.send(.input(.mouse(MouseEvent(.drag(.left), x: 0, y: 0))))
        #expect(harness.state.tilt("latency_ms_pixel3") == -8)
    }

    @Test func allPropertiesCanBeShown() throws {
        var harness = try Harness.ready()
        try harness.type("aweird ")
        #expect(harness.state.overlay != .none)
        // All five are on the screen at the start; the space after the filter takes away the one it found.
        #expect(harness.state.shown.count == 4)
        #expect(!harness.state.shown.contains("weird_property"))
        try harness.press(.escape)
        #expect(harness.state.overlay == .none)
        let all = harness.catalog.entries.map(\.info.name)
        for name in all where !harness.state.shown.contains(name) {
            try harness.type("a")
            harness.send(.input(.paste(name)))
            try harness.press(.enter, .escape)
        }
        #expect(Set(harness.state.shown) == Set(all))
    }

    @Test func whatIsSteeredByStaysOnTheScreen() throws {
        var harness = try Harness.ready()
        try harness.press(.right)
        try harness.type("x")
        #expect(harness.state.shown.first == "cifar10_test")
        #expect(harness.state.notice?.text == "cifar10_test is being steered by: 0 zeroes it first")
        try harness.type("0x")
        #expect(harness.state.shown.first != "cifar10_test")
    }

    @Test func aPropertyWithoutFiguresCannotSteerTheExactRun() throws {
        var harness = try Harness.ready()
        try harness.press(.down)
        try harness.type("d")
        #expect(harness.state.branch?.denoiser == .exact)
        try harness.press(.right)
        #expect(harness.state.tilt("latency_ms_pixel3") == 0)
        #expect(
            harness.state.notice?.text
                == "latency_ms_pixel3 is not measured, so there is no exact predictor of it; d takes the learned one")
    }

    @Test func changingTheDenoiserDropsTiltsThatTheOtherCannotFollow() throws {
        var harness = try Harness.ready()
        try harness.press(.right, .down, .right)
        #expect(harness.state.branch?.settings.guidance.tilts.count == 2)
        try harness.type("d")
        #expect(harness.state.branch?.settings.guidance.tilts == ["cifar10_test": 0.25])
        #expect(harness.state.notice?.text == "denoiser: exact; it cannot steer by latency_ms_pixel3")
    }

    @Test func aConditionedDenoiserTakesTheTiltsItKnows() throws {
        var harness = try Harness.ready()
        try harness.press(.right, .down, .right)
        try harness.type("m")
        var conditioned = try #require(harness.state.branch)
        // The network does not know the latency, so that nothing but the gradient can do both.
        #expect(conditioned.settings.guidance.method == .gradient && harness.state.open.method)
        #expect(conditioned.settings.guidance.tilts == ["cifar10_test": 0.25, "latency_ms_pixel3": 0.25])
        #expect(harness.state.notice?.text == "auto: guided by the predictor's gradient, second order (--method gradient)")
        try harness.press(.left)
        conditioned = try #require(harness.state.branch)
        #expect(conditioned.settings.guidance.method == .conditioned)
        // The plain estimate and the tilted one are both there to be seen.
        let (all, tilted) = (conditioned.steps.count, conditioned.steps.count { $0.denoised != $0.guided && $0.guidanceNorm > 0 })
        #expect(all == conditioned.total && tilted > 0)
        // From auto to the gradient, and to what this run can take besides.
        try harness.type("m")
        #expect(harness.state.branch?.settings.guidance.method == .gradient && !harness.state.open.method)
        try harness.type("m")
        #expect(harness.state.branch?.settings.guidance.method == .conditioned && !harness.state.open.method)
        #expect(harness.state.notice?.text == "guided by a denoiser that has the tilt as an input (--method conditioned)")
        try harness.press(.right)
        #expect(harness.state.notice?.text == "latency_ms_pixel3: unknown to the tilt-conditioned denoiser; m takes the predictor's gradient")
        try harness.type("m")
        #expect(harness.state.open.method)
    }

    @Test func anAimIsGuidanceToo() throws {
        let guidance = Guidance(aims: ["cifar10_test": Aim(target: 50)])
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 8, guidance: guidance))
        #expect(harness.state.isSteered)
        try harness.type("m")
        #expect(harness.state.branch?.settings.guidance.method == .gradient)
        #expect(harness.state.notice?.text == "auto: guided by the predictor's gradient, second order (--method gradient)")
        // The twin is unguided: it has no aim either.
        try harness.type("c")
        let twins = harness.effects.compactMap { effect -> RunRequest? in
            guard case .compute(let request) = effect, request.lane == .twin else { return nil }
            return request
        }
        #expect(try #require(twins.last).settings.guidance.isActive == false)
        try harness.type("Z")
        #expect(harness.state.branch?.settings.guidance.isActive == false)
    }

    @Test func aPopulationIsNoSample() throws {
        let guidance = Guidance(tilts: ["cifar10_test": 1], method: .twisted)
        var harness = Harness(settings: RunSettings(steps: 8, guidance: guidance))
        harness.send(.engine(.ready(harness.catalog)))
        guard case .failed(let error) = harness.state.phase else {
            Issue.record("twisted guidance of one sample was accepted")
            return
        }
        #expect("\(error)" == "\(GuidanceError.oneSample)")
    }

    @Test func unknownPropertiesEndItWithTheEnginesWords() throws {
        var harness = Harness(settings: RunSettings(steps: 8, guidance: Guidance(tilts: ["speed": 1])))
        harness.send(.engine(.ready(harness.catalog)))
        guard case .failed(let error) = harness.state.phase else {
            Issue.record("an unknown property was accepted")
            return
        }
        #expect(
            "\(error)"
                == "unknown property 'speed'; the predictor knows: cifar10_test, latency_ms_pixel3, params_m, weird_property, only_figures"
        )
        #expect(render(harness.state).text.contains("unknown property 'speed'"))
    }

    @Test func errorsSayWhatToDo() {
        #expect(
            ExplorerError.notPredicted(property: "speed", denoiser: .exact, method: .gradient).description
                == "no table has figures of 'speed', so there is no exact predictor of it: pass one with --table")
        #expect(
            ExplorerError.notPredicted(property: "speed", denoiser: .learned, method: .gradient).description
                == "the trained predictor does not know 'speed': train one on a table that has it, or use --denoiser exact")
        #expect(
            ExplorerError.nothingLoaded.description
                == "there is neither a trained denoiser nor a table of figures: nothing can be explored")
    }
}
