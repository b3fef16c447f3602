import Architectures
import ArgumentParser
import Diffusion

/// How samples are drawn.
struct SamplingOptions: ParsableArguments {
    @Option(help: "Reverse steps, \(NumberRule.steps.text). (default: 20; of joint 5; of the explorer 48)")
    var steps: Int?

    @Option(
        help:
            "How a step is taken; auto: joint where the denoiser knows the whole posterior, else sde-dpm-solver++ where a run has fewer than 40 steps from σ = 12 or more, else ancestral."
    )
    var sampler: Sampler = .auto

    @Option(help: "S_churn of heun: fresh noise taken on over the run, \(NumberRule.churn.text).")
    var churn: Double = 0

    @Option(help: "What is done at a noise level before it is left.")
    var corrector: CorrectorChoice = .none

    @OptionGroup var correction: CorrectorOptions
    @OptionGroup var noise: NoiseOptions

    var threads: Int { noise.threads }

    func validate() throws {
        if let steps { try Check.rule("--steps", steps, .steps) }
        try Check.rule("--churn", churn, .churn)
        try Check.range("--churn", churn, churn == 0 || sampler.takesChurn, RunSettings.churnRule("--"))
        try Check.range(
            "--corrector", corrector.rawValue, corrector != .none || !sampler.needsCorrector, RunSettings.correctorRule("--"))
    }

    /// The settings of a run of these models, with nothing left open.
    /// - Parameter isPopulation: whether samples may depend on each other
    /// - Throws: `ValidationError` when a level is out of range
    func settings(of models: Models, guidance: Guidance, isPopulation: Bool) throws -> RunSettings {
        var settings = models.abilities.settled(try settings(for: models.denoiser, guidance: guidance), isPopulation: isPopulation)
        if steps == nil { settings.steps = settings.sampler.usualSteps }
        if noise.sigmaMax == nil, noise.sde == .ve, let start = settings.sampler.usualStart { settings.schedule.sigmaMax = start }
        return settings
    }

    /// - Parameters:
    ///   - defaultSteps: where `--steps` is not given
    ///   - denoiser: whose noise levels are taken where they are not given; nil: those of our denoisers of `space`
    /// - Throws: `ValidationError` when a level is out of range
    func settings(
        defaultSteps: Int = 20, for denoiser: (any Denoiser)? = nil, in space: SearchSpace = .usual,
        guidance: Guidance = Guidance()
    ) throws -> RunSettings {
        RunSettings(
            seed: noise.seed, sampler: sampler, sde: noise.sde,
            schedule: try noise.levels(denoiser.map { NoiseOptions.sigmas(of: $0) } ?? space.sigmas),
            steps: steps ?? defaultSteps, guidance: guidance, corrector: corrector == .none ? nil : correction.corrector,
            churn: churn)
    }
}
