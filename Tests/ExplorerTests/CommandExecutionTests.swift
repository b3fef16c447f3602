import Diffusion
import Explorer
import Terminal
import Testing

/// What commands do: every setting changes mid-run, and every change forks.
@Suite struct CommandExecutionTests {
    private func enter(_ line: String, _ harness: inout Harness) throws {
        try harness.type(":" + line)
        try harness.press(.enter)
    }

    private func fault(_ harness: Harness) -> String? {
        guard case .prompt(let prompt) = harness.state.overlay else { return nil }
        return prompt.fault?.description
    }

    /// A line, the setting it changes, and where the run goes on: other noise levels begin anew.
    @Test(arguments: [
        ("gamma params_m 1.37", 4), ("aim params_m 40.5", 4), ("aim params_m 40.5 2.5", 4), ("sampler heun", 4), ("corrector langevin 2 0.1", 4),
        ("sde vp", 4), ("denoiser exact", 4), ("steps 12", 0), ("order first", 4), ("method conditioned", 4), ("place estimate", 4),
        ("unit published", 4), ("window 0.7..0.2", 4), ("schedule geometric", 0), ("sigma-max 11", 0), ("sigma-min 0.1", 0),
    ])
    func everySettingForks(line: String, start: Int) throws {
        var harness = try Harness.ready()
        try harness.type("....")
        let before = try #require(harness.state.branch)
        try enter(line, &harness)
        #expect(fault(harness) == nil && harness.state.overlay == .none)
        let after = try #require(harness.state.branch)
        #expect(harness.state.branches.count == 2 && after.parent == before.id, "\(line)")
        #expect(after.forkedAt == start)
        #expect(after.settings != before.settings || after.denoiser != before.denoiser)
        // What was computed before stays, the rest is there anew, and the old course can be looked at.
        #expect(after.isComplete && after.steps.prefix(start).elementsEqual(before.steps.prefix(start)))
        #expect(harness.state.branches[0].steps == before.steps)
        #expect(harness.state.commandHistory == [line])
    }

    @Test func valuesStayExact() throws {
        var harness = try Harness.ready()
        for value in [1.0 / 3, -7.999, 8, -8, 0.125, 1e-9] {
            try enter("gamma cifar10_test \(value)", &harness)
            #expect(harness.state.tilt("cifar10_test") == value)
            #expect(fault(harness) == nil)
        }
        try enter("gamma cifar10_test 0", &harness)
        #expect(harness.state.branch?.settings.guidance.tilts == [:])
        try enter("aim weird_property 33.333333333333336 0.1", &harness)
        #expect(harness.state.branch?.settings.guidance.aims == ["weird_property": Aim(target: 33.333333333333336, strength: 0.1)])
        // Another target keeps the strength.
        try enter("aim weird_property 30", &harness)
        #expect(harness.state.branch?.settings.guidance.aims == ["weird_property": Aim(target: 30, strength: 0.1)])
        try enter("zero weird", &harness)
        #expect(harness.state.isSteered == false)
    }

    @Test func whatCannotBeStaysInTheLine() throws {
        var harness = try Harness.ready()
        for (line, reason) in [
            ("sampler none", "corrector is none; it must be langevin where sampler is none"), ("churn 3", "churn is 3.0; it must be 0 unless sampler is heun"),
            ("sigma-max 0.01", "sigma-max is 0.01; it must be above sigma-min (0.05) and at most 1000"),
            ("method twisted", "twisted guidance works on a population"), ("denoiser published", "start with --denoiser published"),
            ("gamma only_figures 1", "only_figures: unknown to the trained predictor"), ("remove only_figures", ""), ("remove weird_property", ""),
            ("remove params_m", ""), ("remove latency_ms_pixel3", ""), ("remove cifar10_test", "the last property stays"),
        ] {
            try enter(line, &harness)
            if reason.isEmpty {
                #expect(fault(harness) == nil)
            } else {
                #expect(fault(harness)?.contains(reason) ?? false, "\(line): \(fault(harness) ?? "no fault")")
                try harness.press(.escape)
            }
        }
        #expect(harness.state.branches.count == 1)
        try enter("sigma-max 200", &harness)
        try enter("sde vp", &harness)
        #expect(fault(harness)?.contains("at most 152.2 with sde vp") ?? false)
    }

    /// Churn goes with the sampler it belongs to.
    @Test func churnIsHeunsAlone() throws {
        var harness = try Harness.ready()
        try enter("sampler heun", &harness)
        try enter("churn 5", &harness)
        #expect(harness.state.branch?.settings.churn == 5)
        try harness.type("s")
        #expect(harness.state.branch?.settings.churn == 0)
    }

    @Test func timeAndScreen() throws {
        var harness = try Harness.ready()
        try enter("go 9", &harness)
        #expect(harness.state.position == 9 && !harness.state.isPlaying)
        try enter("go end", &harness)
        #expect(harness.state.position == 16)
        try enter("go start", &harness)
        #expect(harness.state.position == 0)
        try enter("play", &harness)
        #expect(harness.state.isPlaying)
        try enter("pause", &harness)
        #expect(!harness.state.isPlaying)
        try enter("speed 2.5", &harness)
        #expect(harness.state.speed == 2.5 && render(harness.state).text.contains("2.5/s"))
        try harness.type("]")
        #expect(harness.state.speed == 4)
        try enter("speed 2.5", &harness)
        try harness.type("[")
        #expect(harness.state.speed == 2)
        try enter("page compare", &harness)
        #expect(harness.state.page == .compare)
        try enter("theme mono", &harness)
        #expect(harness.state.theme == .mono)
        try enter("add only_figures", &harness)
        #expect(harness.state.selectedProperty == "only_figures")
        try enter("remove only_figures", &harness)
        #expect(!harness.state.shown.contains("only_figures"))
        try enter("gamma params_m 1", &harness)
        try enter("branch A", &harness)
        #expect(harness.state.branch?.name == "A")
        try enter("line", &harness)
        #expect(harness.state.overlay == .line)
        try harness.press(.escape)
        try enter("export", &harness)
        guard case .export = harness.state.overlay else {
            Issue.record("no menu of exports")
            return
        }
        try harness.press(.escape)
        try enter("quit", &harness)
        #expect(harness.effects.last == .quit)
    }

    @Test func otherNoiseBeginsAnew() throws {
        var harness = try Harness.ready()
        let first = try #require(harness.state.branch)
        try harness.press(.right)
        try harness.type("N")
        #expect(harness.state.sample == 1 && harness.state.branches.count == 1)
        #expect(harness.state.branch?.steps[0].state != first.steps[0].state)
        #expect(harness.state.tilt("cifar10_test") == 0.25)
        try enter("sample 0", &harness)
        #expect(harness.state.branch?.steps[0].state == first.steps[0].state)
        try enter("seed 99", &harness)
        #expect(harness.state.branch?.settings.seed == 99)
        try enter("seed 7", &harness)
        #expect(harness.state.branch?.steps[0].state == first.steps[0].state)
        try enter("sample 1000000000", &harness)
        try harness.type("N")
        #expect(harness.state.sample == 1_000_000_000)
    }

    /// As fast as it goes: all steps there are, in one frame.
    @Test func theLastSpeedHasNoLimit() throws {
        var harness = Harness(settings: RunSettings(seed: 7, schedule: .fixed, steps: 16))
        harness.send(.engine(.ready(harness.catalog)))
        let request = try #require(harness.pending.first)
        let steps = try harness.steps(of: request)
        harness.send(.engine(.steps(ticket: request.ticket, Array(steps.prefix(5)), isLast: false)))
        for _ in Speed.choices { harness.send(.input(.key(.char("]")))) }
        #expect(harness.state.speed == .infinity && render(harness.state).text.contains("max"))
        harness.send(.tick(0.1))
        #expect(harness.state.position == 4 && harness.state.isPlaying && harness.state.nextStepIn == 0)
        harness.send(.engine(.steps(ticket: request.ticket, Array(steps.dropFirst(5)), isLast: true)))
        harness.send(.tick(0.2))
        #expect(harness.state.position == 16 && !harness.state.isPlaying && harness.state.nextStepIn == nil)
        harness.send(.input(.key(.char("["))))
        #expect(harness.state.speed == 120)
    }

    @Test func theNextStepIsForeseen() throws {
        var harness = try Harness.ready()
        try harness.type("r")
        harness.send(.tick(1))
        #expect(abs(try #require(harness.state.nextStepIn) - 1.0 / 8) < 1e-12)
        harness.send(.tick(1.1))
        #expect(abs(try #require(harness.state.nextStepIn) - 0.025) < 1e-9)
        harness.send(.tick(1.13))
        #expect(harness.state.position == 1)
        harness.send(.input(.key(.char(" "))))
        #expect(harness.state.nextStepIn == nil)
    }

    /// By letter, by name, by the beginning of either; and what completes, executes.
    @Test(arguments: ["A", "a", "'best of all'", "best\\ of\\ all", "be", "BEST"]) func branchesGoByLetterAndName(word: String) throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.type("Bn")
        try harness.type("best of all")
        try harness.press(.enter, .enter, .pageUp)
        #expect(harness.state.branch?.name == "B")
        try harness.type(":branch \(word)")
        try harness.press(.enter)
        #expect(harness.state.overlay == .none && harness.state.branch?.name == "A")
    }

    @Test func aBranchIsCompletedByLetterAndName() throws {
        var harness = try Harness.ready()
        try harness.type("....")
        try harness.type("Bn")
        try harness.type("it's \"so\"")
        try harness.press(.enter, .enter, .pageUp)
        let items = Completions.of("branch ", cursor: 7, in: harness.state).items
        #expect(items.map(\.text) == ["A", "it\\'s\\ \\\"so\\\"", "B"])
        #expect(items.map(\.help) == ["it's \"so\"", "branch A", ""] && items.map(\.now) == ["", "", "here"])
        try harness.type(":branch it")
        try harness.press(.tab, .enter)
        #expect(harness.state.branch?.name == "A")
        // Commands read back as they are written.
        let command = Command.branch("it's \"so\"")
        #expect(try CommandTable.parse(command.text, in: harness.state) == command)
    }
}
