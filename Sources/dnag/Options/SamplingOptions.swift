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

    @Option(help: "First noise level.")
    var sigmaMax: Double = NoiseSchedule().sigmaMax

    @Option(help: "Last noise level.")
    var sigmaMin: Double = NoiseSchedule().sigmaMin

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    func validate() throws {
        if let steps { try Check.range("--steps", steps, (1...10_000).contains(steps), "between 1 and 10000") }
        try Check.range("--sigma-max", sigmaMax, sigmaMax > sigmaMin && sigmaMax <= 1000, "above --sigma-min and at most 1000")
        try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001")
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    /// - Parameter defaultSteps: where `--steps` is not given.
    func settings(defaultSteps: Int = 20, guidance: Guidance = Guidance()) -> RunSettings {
        RunSettings(
            seed: seed, sampler: sampler,
            schedule: NoiseSchedule(spacing: schedule, sigmaMax: sigmaMax, sigmaMin: sigmaMin),
            steps: steps ?? defaultSteps, guidance: guidance)
    }
}
