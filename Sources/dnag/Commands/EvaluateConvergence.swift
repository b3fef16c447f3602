import Architectures
import ArgumentParser
import Diffusion

/// `dnag evaluate convergence`
struct EvaluateConvergence: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convergence", abstract: "Compare the samplers, by steps, where the answer is known.",
        discussion: """
            Every sampler draws from the exact distribution of a space tilted by a property, p(A)·exp(γ·y(A)), with its exact
            denoiser: what is left of error is the sampler's own. Beside the mean standard score's error stands the standard error
            of as many exact draws, beside the total variation over 20 bins what as many exact draws show on average.

            EXAMPLES
              dnag evaluate convergence --property baseline_accuracy --gamma 2 --count 2048
              dnag evaluate convergence --property baseline_accuracy --samplers heun,heun+churn,none+langevin --sde vp --steps 20
            """)

    @Option(help: "The search space, one that can be listed.")
    var space: SearchSpace = .usual

    @Option(help: "The property that is tilted.")
    var property: String

    @Option(help: "Its tilt γ in nats per standard score, \(NumberRule.tilt(.tilt).text).")
    var gamma: Double = 2

    @Option(help: "Samples a figure, \(NumberRule.count.text).")
    var count: Int = 2048

    @Option(help: "Numbers of reverse steps, \(NumberRule.steps.text), separated by commas.")
    var steps: String = "5,10,20,50,100"

    @Option(
        help:
            "Samplers separated by commas, with +langevin for the corrector and, of heun, +churn; as in heun+churn. (default: every sampler alone, heun+churn, euler-maruyama+langevin, none+langevin)"
    )
    var samplers: String?

    @Option(help: "S_churn of heun+churn, \(NumberRule.churn.text).")
    var churn: Double = 30

    @OptionGroup var correction: CorrectorOptions
    @OptionGroup var noise: NoiseOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.rule("--count", count, .count)
        try Check.rule("--gamma", gamma, .tilt(.tilt))
        try Check.rule("--churn", churn, .churn)
        guard space.isListed else { throw ValidationError(CommandError.notInSpace("'evaluate convergence'", space: space.name).description) }
    }

    func run() throws {
        let steps = try NumberList.parse("--steps", steps, rule: .steps).map { Int($0) }
        let methods = try samplers.map { try SamplingMethod.list("--samplers", $0) } ?? SamplingMethod.usual
        let column = try tables.load(of: space).tiltable(property)
        let levels = try noise.levels()
        let report = ConvergenceTable(
            property: property, gamma: gamma, count: count, seed: noise.seed, sde: noise.sde.rawValue,
            schedule: noise.schedule.rawValue, sigma_max: levels.sigmaMax, sigma_min: levels.sigmaMin,
            rows: try methods.flatMap { method in
                try steps.map { try row(method, steps: $0, TiltedDistribution(column: column, gamma: gamma), column) }
            })
        try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
    }

    private func row(
        _ method: SamplingMethod, steps: Int, _ distribution: TiltedDistribution, _ column: BenchmarkTable.Column
    ) throws -> ConvergenceTable.Row {
        let settings = RunSettings(
            seed: noise.seed, sampler: method.sampler, sde: noise.sde, schedule: try noise.levels(), steps: steps,
            corrector: method.corrects ? correction.corrector : nil, churn: method.churns ? churn : 0)
        let models = Models(denoiser: ExactDenoiser(of: space, logPrior: distribution.logPrior))
        let progress = Progress("\(method.name), \(steps) steps")
        defer { progress.finish() }
        let samples = try Generation.samples(
            count, models: models, settings: settings, threads: noise.threads
        ) { done, total in progress.update(done, of: total) }
        let report = TiltReport(samples, gamma: gamma, direction: TiltDirection([column], weights: [1]))
        return ConvergenceTable.Row(
            sampler: method.name, steps: steps, denoiser_evaluations: settings.passes,
            mean_standard_score_error: (report.score.sampled - report.score.exact).finite,
            standard_error: distribution.scoreDeviation / Double(count).squareRoot(), tv: report.totalVariation.finite,
            tv_floor: report.totalVariationFloor.mean.finite, validity: report.validity)
    }
}
