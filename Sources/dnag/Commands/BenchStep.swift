import Diffusion

/// A run of one sample, step by step with all that is recorded of each, and from the start again when it is over: what the engine does for the
/// explorer.
final class BenchStep {
    private let models: Models
    private let settings: RunSettings
    private var run: SampleRun?
    private var seed: UInt64 = 0

    init(_ models: Models, _ settings: RunSettings) {
        self.models = models
        self.settings = settings
    }

    /// - Throws: `GuidanceError`
    func step() throws {
        if run?.next() != nil { return }
        var settings = settings
        settings.seed = seed
        seed += 1
        run = try SampleRun(models: models, settings: settings, sample: 0)
        _ = run?.next()
    }
}
