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

    @Option(help: "First noise level, relative to the signal. (default: 12)")
    var sigmaMax: Double?

    @Option(help: "Last noise level, relative to the signal. (default: 0.2)")
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
        // The other end may be a denoiser's own, which is known only when its file is read: `levels` checks the range.
        if let sigmaMin { try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001") }
        if let sigmaMax {
            let low = sigmaMin ?? 0
            try Check.range("--sigma-max", sigmaMax, sigmaMax > low && sigmaMax <= 1000, "above --sigma-min (\(low)) and at most 1000")
        }
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    /// - Parameter sigmas: noise levels where they are not given: those that the denoiser was trained at
    /// - Throws: `ValidationError` when a level is out of range
    func levels(_ sigmas: ClosedRange<Double> = NoiseOptions.sigmas) throws -> NoiseSchedule {
        let (high, low) = (sigmaMax ?? sigmas.upperBound, sigmaMin ?? sigmas.lowerBound)
        try Check.range("--sigma-min", low, low >= 0.001, "at least 0.001")
        try Check.range("--sigma-max", high, high > low && high <= 1000, "above --sigma-min (\(low)) and at most 1000")
        let largest = sde.process(sigmaMin: low, sigmaMax: high).relativeDeviation(1)
        // VE ends at the first level by definition, up to rounding.
        try Check.range(
            "--sigma-max", high, sde == .ve || high <= largest, "at most \(largest.fixed(1)) with --sde \(sde.rawValue)")
        return NoiseSchedule(spacing: schedule, sigmaMax: high, sigmaMin: low)
    }
}
