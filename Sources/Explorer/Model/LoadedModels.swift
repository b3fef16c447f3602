import Architectures
import Diffusion

/// What the explorer works with. Loading it may take a while, so the engine's thread does it.
public struct LoadedModels: Sendable {
    /// The trained networks; nil leaves only the exact denoiser.
    public var learned: Models?
    /// Figures of the cells: the truth that is shown, and what the exact predictor is made from. Of columns with one
    /// name the first counts.
    public var figures: [BenchmarkTable.Column]

    public init(learned: Models? = nil, figures: [BenchmarkTable.Column] = []) {
        self.learned = learned
        var seen: Set<String> = []
        self.figures = figures.filter { seen.insert($0.name).inserted }
    }
}
