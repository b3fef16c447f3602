import Diffusion

/// The command that reproduces a run.
public enum ReproductionLine {
    /// The command of a run with these settings from start to end.
    public static func command(_ settings: RunSettings, sample: Int, denoiser: DenoiserKind) -> String {
        let schedule = settings.schedule
        var words = [
            "dnag generate", "--seed \(settings.seed)", "--sample \(sample)", "--count 1", "--steps \(settings.steps)",
            "--sampler \(settings.sampler.rawValue)", "--schedule \(schedule.spacing.rawValue)",
            "--sigma-max \(schedule.sigmaMax)", "--sigma-min \(schedule.sigmaMin)",
        ]
        if settings.sde != .ve { words.append("--sde \(settings.sde.rawValue)") }
        if settings.sampler == .heun, settings.churn > 0 { words.append("--churn \(settings.churn)") }
        if let corrector = settings.corrector {
            words += [
                "--corrector langevin", "--corrector-steps \(corrector.steps)", "--corrector-ratio \(corrector.ratio)",
                "--corrector-norm \(corrector.norm.rawValue)",
            ]
        }
        for (name, tilt) in settings.guidance.tilts.sorted(by: { $0.key < $1.key }) where tilt != 0 {
            words.append("--guide \(name)=\(tilt)")
        }
        words.append("--order \(settings.guidance.order.rawValue)")
        words.append("--denoiser \(denoiser.rawValue)")
        return words.joined(separator: " ")
    }

    /// The lines that describe a branch: one command, and for a run that was changed on its way one for each stretch.
    static func lines(of branch: Branch, sample: Int) -> [String] {
        branch.segments.map { segment in
            let command = command(segment.settings, sample: sample, denoiser: segment.denoiser)
            return segment.start == 0 ? command : "# from step \(segment.start): \(command)"
        }
    }
}
