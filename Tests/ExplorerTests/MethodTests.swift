import Diffusion
import Explorer
import Terminal
import Testing

/// Sampler, corrector, diffusion, order and steps, changed on the way.
@Suite struct MethodTests {
    @Test func theMethodChangesMidRun() throws {
        var harness = try Harness.ready()
        try harness.type("....s")
        #expect(harness.state.branch?.settings.sampler == .analytic)
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
        let screen = render(harness.state).text
        #expect(screen.contains("ancestral + langevin") || screen.contains("anc+l"))
        try harness.type("C")
        #expect(harness.state.branch?.settings.corrector == nil)
    }

    /// Without a corrector the sampler that does nothing is passed over; with it the corrector stays.
    @Test func somethingAlwaysHappens() throws {
        var harness = try Harness.ready()
        var seen: Set<Sampler> = []
        for _ in Sampler.all {
            try harness.type("s")
            seen.insert(try #require(harness.state.branch).settings.sampler)
        }
        #expect(seen == Set(Sampler.all.filter { $0 != .none && !$0.drawsArchitectures }))
        try harness.type("C")
        while harness.state.branch?.settings.sampler != Sampler.none { try harness.type("s") }
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
}
