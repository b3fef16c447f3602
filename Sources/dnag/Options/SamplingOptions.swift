import ArgumentParser
import Diffusion

/// How samples are drawn.
struct SamplingOptions: ParsableArguments {
    @Option(help: "Seed of all noise.")
    var seed: UInt64 = 0

    @Option(help: "Reverse steps.")
    var steps: Int?

    @Option(help: "How a step is taken.")
    var sampler: SamplerKind = .ancestral

    @Option(help: "Spacing of the noise levels.")
    var schedule: NoiseSchedule.Spacing = .karras

    @Option(help: "First noise level. (default: 12)")
    var sigmaMax: Double?

    @Option(help: "Last noise level. (default: 0.2)")
    var sigmaMin: Double?

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    /// Where our denoisers sample.
    static let sigmas = NoiseSchedule().sigmaMin...NoiseSchedule().sigmaMax

    /// Where a denoiser samples: a published one knows nothing of levels that it was not trained at.
    static func sigmas(of denoiser: any Denoiser) -> ClosedRange<Double> {
        (denoiser as? PublishedDenoiser)?.sigmas ?? sigmas
    }

    func validate() throws {
        if let steps { try Check.range("--steps", steps, (1...10_000).contains(steps), "between 1 and 10000") }
        if let sigmaMax { try Check.range("--sigma-max", sigmaMax, sigmaMax > (sigmaMin ?? 0) && sigmaMax <= 1000, "above --sigma-min and at most 1000") }
        if let sigmaMin { try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001") }
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    /// - Parameters:
    ///   - defaultSteps: where `--steps` is not given
    ///   - sigmas: noise levels where they are not given: those that the denoiser was trained at
    /// - Throws: `ValidationError` when the first level is not above the last
    func settings(
        defaultSteps: Int = 20, sigmas: ClosedRange<Double> = SamplingOptions.sigmas, guidance: Guidance = Guidance()
    ) throws -> RunSettings {
        let (high, low) = (sigmaMax ?? sigmas.upperBound, sigmaMin ?? sigmas.lowerBound)
        try Check.range("--sigma-max", high, high > low && high <= 1000, "above --sigma-min (\(low)) and at most 1000")
        return RunSettings(
            seed: seed, sampler: sampler, schedule: NoiseSchedule(spacing: schedule, sigmaMax: high, sigmaMin: low),
            steps: steps ?? defaultSteps, guidance: guidance)
    }
}
