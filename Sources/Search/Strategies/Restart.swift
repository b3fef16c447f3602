import Diffusion
import Tensors

/// Reverse diffusion that starts from architectures with noise on them instead of from noise alone.
enum Restart {
    /// Sample n starts from state n mod starts, with the run's starting noise added; each the same bytes for any number of threads.
    /// - Parameter starts: clean states, [stateDimension] each; at least one
    /// - Throws: `GuidanceError`
    static func samples(
        _ count: Int, from starts: [[Float]], models: Models, settings: RunSettings, threads: Int
    ) throws -> [[Float]] {
        let panels = Panel.count(forSamples: count), dimension = models.denoiser.layout.stateDimension
        let workers = max(1, min(threads, panels))
        let runs = Runs(runs: try (0..<workers).map { _ in try PanelRun(models: models, settings: settings, panel: 0) })
        var states = [Float](repeating: 0, count: panels * Panel.width * dimension)
        states.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, !starts.isEmpty else { return }
            let output = Output(base: base)
            Threads.share(panels, threads: workers) { worker, panel in
                let run = runs.runs[worker]
                run.start(panel: panel)
                for slot in 0..<Panel.width {
                    let start = starts[(panel * Panel.width + slot) % starts.count]
                    for i in 0..<dimension { run.x[slot * dimension + i] += start[i] }
                }
                while !run.isFinished { run.advance() }
                let offset = panel * Panel.width * dimension
                for i in 0..<Panel.width * dimension { output.base[offset + i] = run.x[i] }
            }
        }
        return (0..<count).map { Array(states[$0 * dimension..<($0 + 1) * dimension]) }
    }

    /// What the threads share: each keeps to its own run and its own panels.
    private struct Runs: @unchecked Sendable { let runs: [PanelRun] }
    private struct Output: @unchecked Sendable { let base: UnsafeMutablePointer<Float> }
}
