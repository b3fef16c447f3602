import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct SessionMemoryTests {
    @Test func whatWasSetIsKept() throws {
        var harness = try Harness.ready()
        try harness.type("]]M")
        try harness.press(.home, .pageUp)
        try harness.type("2T")
        try harness.type(":speed 30")
        try harness.press(.enter)
        let memory = try #require(harness.state.memory)
        #expect(memory.history == ["speed 30"])
        #expect(memory.theme == .light)
        #expect(memory.preferences.page == .inspect && memory.preferences.speed == 30 && memory.preferences.reducesMotion)
        #expect(memory.preferences.shown == harness.state.shown)
        let branch = try #require(harness.state.branch)
        #expect(memory.run == ReproductionLine.command(branch.settings, sample: 0, denoiser: .learned))
        #expect(memory.run.contains("--guide cifar10_test=1.0"))
    }

    @Test func withoutARunNothingIsKept() {
        #expect(Harness().state.memory == nil)
    }

    @Test func preferencesAreTakenUp() throws {
        var preferences = Preferences()
        preferences.page = .population
        preferences.speed = 2
        preferences.shown = ["params_m", "gone", "cifar10_test"]
        preferences.reducesMotion = true
        var state = State(settings: RunSettings(schedule: .fixed), width: 120, height: 36, preferences: preferences)
        _ = update(&state, .engine(.ready(Catalog(Synthetic.models))))
        #expect(state.page == .population && state.speed == 2 && state.reducesMotion)
        #expect(state.shown == ["params_m", "cifar10_test"])
        #expect(state.notice?.text.contains("gone") == true)
    }

    /// What is asked for and cannot be is refused; what an earlier session left is dropped.
    @Test(arguments: [true, false])
    func guidanceThatNoLongerFits(isRestored: Bool) throws {
        let guidance = Guidance(tilts: ["cifar10_test": 1, "gone": 2], aims: ["gone_too": Aim(target: 3)])
        var state = State(settings: RunSettings(schedule: .fixed, guidance: guidance), width: 120, height: 36, isRestored: isRestored)
        let effects = update(&state, .engine(.ready(Catalog(Synthetic.models))))
        if isRestored {
            #expect(state.settings.guidance.tilts == ["cifar10_test": 1] && state.settings.guidance.aims.isEmpty)
            #expect(effects.count == 1)
            #expect(state.notice?.text.contains("gone") == true)
        } else {
            guard case .failed = state.phase else {
                Issue.record("it started all the same")
                return
            }
            #expect(effects.isEmpty)
        }
    }
}
