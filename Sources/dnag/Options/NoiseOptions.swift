import Architectures
import ArgumentParser
import Diffusion
import Published

/// The diffusion that is reversed, its noise, and who computes it.
struct NoiseOptions: ParsableArguments {
    @Option(help: "Seed of all noise, a whole number from 0 on.")
    var seed: UInt64 = 0

    @Option(help: "The diffusion that is reversed.")
    var sde: SDE.Kind = .ve

    @Option(help: "Spacing of the noise levels: even in log sigma, in sigma^(1/7), or in the diffusion's time.")
    var schedule: NoiseSchedule.Spacing = .karras

    @Option(help: "First noise level, relative to the signal, at most 1000. (default: 12, for mobilenetv3 8; of joint 60, but in the explorer)")
    var sigmaMax: Double?

    @Option(help: "Last noise level, relative to the signal, at least 0.001. (default: 0.2, for mobilenetv3 0.25)")
    var sigmaMin: Double?

    @Option(help: "Threads, \(NumberRule.threads.text).")
    var threads: Int = Machine.cores

    /// Where a denoiser samples: a published one knows nothing of levels that it was not trained at.
    static func sigmas(of denoiser: any Denoiser) -> ClosedRange<Double> {
        (denoiser as? PublishedDenoiser)?.sigmas ?? denoiser.space.sigmas
    }

    func validate() throws {
        // The other end may be a denoiser's own, which is known only when its file is read: `levels` checks the range.
        if let sigmaMin { try Check.no(NoiseSchedule.fault(sigmaMin: sigmaMin, prefix: "--")) }
        if let sigmaMax { try Check.no(NoiseSchedule.fault(sigmaMax: sigmaMax, above: sigmaMin ?? 0, prefix: "--")) }
        try Check.rule("--threads", threads, .threads)
    }

    /// - Parameter sigmas: noise levels where they are not given: those that the denoiser was trained at
    /// - Throws: `ValidationError` when a level is out of range
    func levels(_ sigmas: ClosedRange<Double> = SearchSpace.usual.sigmas) throws -> NoiseSchedule {
        let levels = NoiseSchedule(
            spacing: schedule, sigmaMax: sigmaMax ?? sigmas.upperBound, sigmaMin: sigmaMin ?? sigmas.lowerBound)
        try Check.no(levels.fault(sde: sde, prefix: "--")?.error)
        return levels
    }
}
