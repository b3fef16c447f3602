import Diffusion

/// The command that reproduces a run.
public enum ReproductionLine {
    /// The command of a run with these settings from start to end; of several samples, where there are more than one.
    /// - Parameters:
    ///   - files: what the networks and figures were read from
    ///   - mark: what the run ended with, by which another machine can tell whether it is the same; nil where it is not known
    public static func command(
        _ settings: RunSettings, sample: Int, count: Int = 1, denoiser: DenoiserKind, files: ModelFiles = ModelFiles(), mark: String? = nil
    ) -> String {
        "dnag generate " + options(settings, sample: sample, count: count, denoiser: denoiser, files: files, mark: mark)
    }

    /// What `dnag generate` and `dnag explore` take alike.
    static func options(
        _ settings: RunSettings, sample: Int, count: Int = 1, denoiser: DenoiserKind, files: ModelFiles, mark: String? = nil
    ) -> String {
        let schedule = settings.schedule
        var words = [
            "--seed \(settings.seed)", "--sample \(sample)", "--count \(count)", "--steps \(settings.steps)",
            "--sampler \(settings.sampler.name)", "--schedule \(schedule.spacing.rawValue)",
            "--sigma-max \(schedule.sigmaMax)", "--sigma-min \(schedule.sigmaMin)",
        ]
        if settings.sde != .ve { words.append("--sde \(settings.sde.rawValue)") }
        if settings.sampler.takesChurn, settings.churn > 0 { words.append("--churn \(settings.churn)") }
        if let corrector = settings.corrector {
            words += [
                "--corrector langevin", "--corrector-steps \(corrector.steps)", "--corrector-ratio \(corrector.ratio)",
                "--corrector-norm \(corrector.norm.rawValue)",
            ]
        }
        words += guidance(settings.guidance)
        words.append("--denoiser \(denoiser.rawValue)")
        words += files.flags(for: denoiser)
        if let mark { words.append("--expect \(mark)") }
        return words.joined(separator: " ")
    }

    private static func guidance(_ guidance: Guidance) -> [String] {
        var words = guidance.tilts.sorted { $0.key < $1.key }.filter { $0.value != 0 }.map { ShellWord.option("guide", "\($0.key)=\($0.value)") }
        let aims = guidance.aims.sorted { $0.key < $1.key }
        let strengths = Set(aims.map(\.value.strength))
        // One strength for all is said once; else each aim says its own.
        words += aims.map { ShellWord.option("aim", "\($0.key)=\($0.value.target)" + (strengths.count > 1 ? "@\($0.value.strength)" : "")) }
        if let strength = strengths.first, strengths.count == 1 { words.append("--aim-strength \(strength)") }
        // Of a run that nothing steers the method stays open.
        if guidance.isActive { words.append("--method \(guidance.method.rawValue)") }
        words.append("--order \(guidance.order.rawValue)")
        if guidance.place != .state { words.append("--place \(guidance.place.rawValue)") }
        if guidance.unit != .tilt { words.append("--unit \(guidance.unit.rawValue)") }
        if guidance.window != 0...1 {
            words.append("--window \(GuidanceWindow(range: guidance.window))")
        }
        return words
    }
}
