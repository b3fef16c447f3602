import Architectures
import Diffusion
import Explorer
import Terminal

/// A guided run on the inspect page, to measure how long one waits for a step to be taken apart.
struct BenchInspection {
    private let explorer: HeadlessExplorer
    private var steps = 0

    /// - Throws: when the run cannot be computed
    init() throws {
        let models = Models(denoiser: try EmbeddedModels.denoiser(), predictor: try EmbeddedModels.predictor())
        let figures = try BenchmarkTable.embedded(of: .usual)?.columns ?? []
        let settings = RunSettings(seed: 1, steps: 48, guidance: Guidance(tilts: ["baseline_accuracy": 1]))
        explorer = try HeadlessExplorer(
            ExplorerOptions(settings: settings) { LoadedModels(learned: models, figures: figures) }, width: 80, height: 24)
        explorer.turn(to: .inspect)
    }

    /// One step on or back, and all that the page shows of it: from the key to the engine's answer.
    mutating func step() {
        explorer.press(.char(steps % 80 < 40 ? "." : ","))
        steps += 1
    }
}
