import Diffusion
import Explorer
import Terminal
import TestSupport
import Testing

/// A line of the shell in the prompt is the run that the shell would make.
@Suite struct PastedLineTests {
    private func run(_ line: String, in state: State) throws -> PastedRun {
        guard case .run(let run) = try CommandTable.parse(line, in: state) else { throw CommandFaultMissing() }
        return run
    }

    private struct CommandFaultMissing: Error {}

    /// A line of a run that nothing steers says nothing of the method.
    private static func open(_ settings: RunSettings) -> RunSettings {
        var settings = settings
        if !settings.guidance.isActive { settings.guidance.method = .auto }
        return settings
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func theLineOfAnyRunIsThatRun(seed: UInt64) throws {
        let harness = try Harness.ready()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let settings = RandomRuns.settings(&random)
            let sample = Int.random(in: 0...1_000_000_000, using: &random)
            let kind: DenoiserKind = Bool.random(using: &random) ? .learned : .exact
            // What lies beyond a diffusion's reach is refused, as on the command line.
            guard settings.fault() == nil else { continue }
            let line = ReproductionLine.command(settings, sample: sample, denoiser: kind)
            let made = try run(line, in: harness.state)
            #expect(made.settings == Self.open(settings), "\(line)")
            #expect(made.sample == sample && made.denoiser == kind && !made.isCutShort)
            #expect(Command.run(made).text == line)
        }
    }

    /// The screen shows every sample: a line that chooses among them is no run.
    @Test(arguments: ["--require 'params_m<1'", "--unique", "--top=3", "--sort params_m", "--limit 9"])
    func aLineThatChoosesIsRefused(option: String) throws {
        let harness = try Harness.ready(), name = option.prefix { $0 != " " && $0 != "=" }
        #expect(
            errorText { _ = try run("dnag generate --count 8 \(option)", in: harness.state) }?
                .contains("\(name) chooses among samples that are drawn, which dnag generate does and the screen does not: leave it out") == true)
    }

    @Test func whatALineDoesNotSayIsAsTheShellHasIt() throws {
        let harness = try Harness.ready()
        func left(_ settings: RunSettings) -> RunSettings {
            var settings = settings
            (settings.sampler, settings.guidance.method) = (.auto, .auto)
            return settings
        }
        #expect(try run("dnag generate", in: harness.state).settings == left(RunSettings()))
        #expect(try run("dnag", in: harness.state).settings == left(RunSettings(steps: 48)))
        #expect(try run("dnag --steps=7 --seed 9", in: harness.state).settings == left(RunSettings(seed: 9, steps: 7)))
        #expect(
            try run("dnag generate --count 256 --format csv --out 'my cells.csv' --aim params_m=0.4 --threads 2", in: harness.state).settings
                == left(RunSettings(guidance: Guidance(aims: ["params_m": Aim(target: 0.4)]))))
        // The corrector's numbers may come before it; without it they mean nothing.
        let corrected = try run("dnag generate --corrector-steps 3 --corrector langevin", in: harness.state)
        #expect(corrected.settings.corrector == Corrector(steps: 3))
        #expect(try run("dnag generate --corrector-steps 3", in: harness.state).settings.corrector == nil)
    }

    @Test func whatCannotBeIsNamed() throws {
        let harness = try Harness.ready()
        for (line, word, reason) in [
            ("dnag generate --wrong 5", "--wrong", "--wrong is no option of a run"),
            ("dnag generate --steps", "--steps", "--steps needs a value"),
            ("dnag generate steps", "steps", "steps is no option"),
            ("dnag generate --steps none", "none", "--steps is 'none'; it must be a whole number between 1 and 10000"),
            ("dnag generate --sigma-max 0.1 --steps 3", "0.1", "--sigma-max is 0.1; it must be above --sigma-min (0.2)"),
            ("dnag generate --sde vp --sigma-max 200", "200", "--sigma-max is 200.0; it must be at most 152.2 with --sde vp"),
            ("dnag generate --churn 3", "3", "--churn is 3.0; it must be 0 unless --sampler is heun"),
            ("dnag generate --guide cifar11_test=1", "cifar11_test=1", "no property 'cifar11_test', perhaps cifar10_test"),
            ("dnag generate --guide cifar10_test", "cifar10_test", "PROPERTY=GAMMA"),
            ("dnag generate --aim params_m=1@x", "params_m=1@x", "the strength of the aim at 'params_m' is 'x'"),
            ("dnag generate --denoiser published", "published", "start with --denoiser published --denoiser-file FILE"),
            ("dnag generate --denoiser-file f.safetensors", "f.safetensors", "was started without it"),
        ] {
            do {
                _ = try run(line, in: harness.state)
                Issue.record("\(line) was taken")
            } catch let fault as CommandFault {
                let place = Array(line)[fault.range]
                #expect(String(place) == word, "\(line)")
                #expect(fault.description.contains(reason), "\(fault.description)")
            }
        }
    }

    /// A line copied from the screen, broken as a shell reads it, with what was changed on the way behind it.
    @Test func aPastedLineBecomesThisRun() throws {
        var harness = try Harness.ready()
        let line = "dnag generate --seed 12 --sample 3 --count 1 \\\n  --steps 10 --guide params_m=1.3 \\\n  --denoiser learned\n"
        try harness.type(":")
        harness.send(.input(.paste(line + "# from step 4: dnag generate --seed 12\n")))
        try harness.press(.enter)
        #expect(harness.state.overlay == .none)
        let branch = try #require(harness.state.branch)
        #expect(harness.state.sample == 3 && branch.denoiser == .learned)
        #expect(branch.settings == RunSettings(seed: 12, sampler: .sdeSolver, steps: 10, guidance: Guidance(tilts: ["params_m": 1.3], method: .conditioned)))
        #expect(branch.isComplete && branch.steps.count == 10)
        #expect(harness.state.notice?.text.contains("left out") ?? false)
        #expect(harness.state.shown.contains("params_m"))
        // The run on the screen, as a line, makes itself.
        try harness.type(":")
        harness.send(.input(.paste(ReproductionLine.command(branch.settings, sample: 3, denoiser: .learned))))
        try harness.press(.enter)
        #expect(harness.state.branch?.settings == branch.settings)
        #expect(harness.state.branch?.steps.map(\.trace) == branch.steps.map(\.trace))
    }

    @Test func aRunThatCannotBeSteeredSoIsRefused() throws {
        var harness = try Harness.ready()
        for (options, reason) in [
            ("--guide only_figures=1", "does not know 'only_figures'"), ("--denoiser exact --guide params_m=1", "no table has figures"),
            ("--method twisted --guide params_m=1", "twisted guidance works on a population"),
            ("--method conditioned --aim params_m=1", "takes tilts alone, and no aims"),
        ] {
            try harness.type(":dnag generate \(options)")
            try harness.press(.enter)
            guard case .prompt(let prompt) = harness.state.overlay else {
                Issue.record("\(options) was taken")
                continue
            }
            #expect(prompt.fault?.description.contains(reason) ?? false, "\(prompt.fault?.description ?? "")")
            #expect(prompt.text.contains(options))
            try harness.press(.escape)
        }
        #expect(harness.state.branches.count == 1)
    }

    @Test func filesAreNamedAndRecognised() throws {
        let files = ModelFiles(denoiser: "my score.safetensors", predictor: "p.safetensors", tables: ["a.csv"], isPublished: true)
        var state = State(settings: RunSettings(), width: 80, height: 24, files: files)
        _ = update(&state, .engine(.ready(Catalog(Synthetic.withPublished))))
        let line = ReproductionLine.command(RunSettings(), sample: 0, denoiser: .published, files: files)
        #expect(
            line.hasSuffix(
                "--denoiser published --denoiser-file 'my score.safetensors' --predictor-file p.safetensors --table a.csv"))
        #expect(try run(line, in: state).denoiser == .published)
        // The file is the published network's; the learned one comes with the program.
        #expect(!ReproductionLine.command(RunSettings(), sample: 0, denoiser: .learned, files: files).contains("denoiser-file"))
        // What the published network was trained at, unless the line says otherwise.
        let usual = try run("dnag generate --denoiser published --denoiser-file 'my score.safetensors'", in: state).settings.schedule
        #expect(usual.sigmaMax == 5 && usual.sigmaMin == 0.1)
    }
}
