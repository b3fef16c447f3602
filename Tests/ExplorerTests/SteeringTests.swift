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
                == "latency_ms_pixel3: no figures to make an exact predictor of; d takes the learned one")
    }

    @Test func changingTheDenoiserDropsTiltsThatTheOtherCannotFollow() throws {
        var harness = try Harness.ready()
        try harness.press(.right, .down, .right)
        #expect(harness.state.branch?.settings.guidance.tilts.count == 2)
        try harness.type("d")
        #expect(harness.state.branch?.settings.guidance.tilts == ["cifar10_test": 0.25])
        #expect(harness.state.notice?.text == "denoiser: exact; it cannot steer by latency_ms_pixel3")
    }

    @Test func theMethodChangesMidRun() throws {
        var harness = try Harness.ready()
        try harness.type("....s")
        #expect(harness.state.branch?.settings.sampler == .eulerMaruyama)
        #expect(harness.state.branch?.segments.map(\.start) == [0, 4])
        try harness.type("o")
        #expect(harness.state.branch?.settings.guidance.order == .first)
        try harness.type("n")
        #expect(harness.state.branch?.settings.steps == 20)
        #expect(harness.state.branch?.segments.map(\.start) == [0])
        #expect(harness.state.position == 0)
    }

    @Test func theCorrectorForksToo() throws {
        var harness = try Harness.ready()
        try harness.type("....C")
        #expect(harness.state.branch?.settings.corrector == Corrector())
        #expect(harness.state.branch?.segments.map(\.start) == [0, 4])
        #expect(harness.state.notice?.text == "corrector: langevin")
        #expect(render(harness.state).text.contains("ancestral + langevin"))
        try harness.type("C")
        #expect(harness.state.branch?.settings.corrector == nil)
    }

    /// Without a corrector the sampler that does nothing is passed over; with it the corrector stays.
    @Test func somethingAlwaysHappens() throws {
        var harness = try Harness.ready()
        var seen: Set<SamplerKind> = []
        for _ in SamplerKind.allCases {
            try harness.type("s")
            seen.insert(try #require(harness.state.branch).settings.sampler)
        }
        #expect(seen == Set(SamplerKind.allCases.filter { $0 != .none }))
        try harness.type("C")
        while harness.state.branch?.settings.sampler != SamplerKind.none { try harness.type("s") }
        try harness.type("C")
        #expect(harness.state.branch?.settings.corrector == Corrector())
        #expect(
            harness.state.notice?.text == "sampler none has nothing but the corrector: s takes another sampler")
    }

    /// Karras levels are the same for every diffusion, so a run goes on in another from where it stands; levels even in time
    /// are not, and it starts again.
    @Test(arguments: [(NoiseSchedule.Spacing.karras, 4), (.linear, 0)])
    func theDiffusionChangesMidRun(spacing: NoiseSchedule.Spacing, start: Int) throws {
        let schedule = NoiseSchedule(spacing: spacing, sigmaMax: 10, sigmaMin: 0.05)
        var harness = try Harness.ready(settings: RunSettings(seed: 7, sampler: .eulerMaruyama, schedule: schedule, steps: 16))
        let before = try #require(harness.state.branch).steps
        try harness.type("....D")
        let branch = try #require(harness.state.branch)
        #expect(branch.settings.sde == .vp)
        #expect(branch.segments.map(\.start) == (start == 0 ? [0] : [0, 4]))
        #expect(branch.steps.count == 16 && branch.steps[15].next != before[15].next)
        if start > 0 { #expect(branch.steps[4].state == before[4].state) }
        #expect(render(harness.state).text.contains("vp"))
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
            ExplorerError.notPredicted(property: "speed", denoiser: .exact).description
                == "no table has figures of 'speed', so there is no exact predictor of it: pass one with --table")
        #expect(
            ExplorerError.notPredicted(property: "speed", denoiser: .learned).description
                == "the trained predictor does not know 'speed': train one on a table that has it, or use --denoiser exact")
        #expect(
            ExplorerError.nothingLoaded.description
                == "there is neither a trained denoiser nor a table of figures: nothing can be explored")
    }
}
