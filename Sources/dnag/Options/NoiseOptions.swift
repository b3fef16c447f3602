import ArgumentParser
import Diffusion

/// The diffusion that is reversed, its noise, and who computes it.
struct NoiseOptions: ParsableArguments {
    @Option(help: "Seed of all noise.")
    var seed: UInt64 = 0

    @Option(help: "The diffusion that is reversed.")
    var sde: SDE.Kind = .ve

    @Option(help: "Spacing of the noise levels: even in log sigma, in sigma^(1/7), or in the diffusion's time.")
    var schedule: NoiseSchedule.Spacing = .karras

    @Option(help: "First noise level, relative to the signal.")
    var sigmaMax: Double = NoiseSchedule().sigmaMax

    @Option(help: "Last noise level, relative to the signal.")
    var sigmaMin: Double = NoiseSchedule().sigmaMin

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    func validate() throws {
        try Check.range("--sigma-max", sigmaMax, sigmaMax > sigmaMin && sigmaMax <= 1000, "above --sigma-min and at most 1000")
        try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001")
        let largest = sde.process(sigmaMin: sigmaMin, sigmaMax: sigmaMax).relativeDeviation(1)
        // VE ends at the first level by definition, up to rounding.
        try Check.range(
            "--sigma-max", sigmaMax, sde == .ve || sigmaMax <= largest, "at most \(largest.fixed(1)) with --sde \(sde.rawValue)")
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    var levels: NoiseSchedule { NoiseSchedule(spacing: schedule, sigmaMax: sigmaMax, sigmaMin: sigmaMin) }
}
