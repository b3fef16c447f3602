import Architectures
import Tensors

/// What one sample became.
public struct GeneratedSample: Sendable, Hashable {
    /// The clean estimate the run ended with, [stateDimension].
    public let state: [Float]
    /// What V names; nil when it names nothing.
    public let architecture: Architecture?
    /// Whether V names an architecture and the generated E is its adjacency.
    public let isValid: Bool

    package init(_ state: [Float], of space: SearchSpace) {
        self.state = state
        let seen = state.withUnsafeBufferPointer { space.glance($0) }
        architecture = seen?.architecture
        isValid = seen?.isValid ?? false
    }

    /// The place of the architecture that V names in its space's list; nil when it names none, or there is no list.
    public var place: Int? { architecture?.place }
}

/// Draws many samples: panels shared out over threads, each run from noise to cell on one of them.
public enum Generation {
    /// Samples `first ..< first + count` of the run that the settings describe; each the same bytes for any number of threads and,
    /// unless the corrector's norms are the batch's or guidance is twisted, for any range.
    /// - Parameter progress: called from several threads with how much is done of how much.
    /// - Throws: `GuidanceError`.
    public static func samples(
        _ count: Int, from first: Int = 0, models: Models, settings: RunSettings, threads: Int,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws -> [GeneratedSample] {
        guard count > 0 else { return [] }
        let settings = models.abilities.settled(settings, isPopulation: true)
        if settings.isCoupled {
            let run = try LockStepRun(count, from: first, models: models, settings: settings, threads: threads)
            return samples(of: run, in: models.denoiser.space, progress: progress)
        }
        let space = models.denoiser.space, layout = space.layout
        let firstPanel = first / Panel.width
        let panels = Panel.count(forSamples: first + count) - firstPanel
        let workers = max(1, min(threads, panels))
        // Buffers of every thread are made, and the settings checked, before any thread starts.
        let runs = try (0..<workers).map { _ in try PanelRun(models: models, settings: settings, panel: 0) }
        // One panel cannot be shared out, but its two networks can.
        if panels == 1 { runs[0].estimator.usesTwoThreads = threads > 1 }
        var finals = [Float](repeating: 0, count: panels * Panel.width * layout.stateDimension)
        finals.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let shared = SharedRuns(runs: runs, finals: base)
            let stride = Panel.width * layout.stateDimension
            let done = ProgressCount()
            Threads.share(panels, threads: workers) { worker, panel in
                let run = shared.runs[worker]
                let offset = (firstPanel + panel) * Panel.width
                let wanted = max(0, first - offset)..<min(Panel.width, first + count - offset)
                run.start(panel: firstPanel + panel, wanted: wanted)
                while !run.isFinished { run.advance() }
                for i in 0..<stride { shared.finals[panel * stride + i] = run.x[i] }
                progress?(done.increment(), panels)
            }
        }
        let skipped = first - firstPanel * Panel.width
        return (skipped..<skipped + count).map { sample in
            let range = sample * layout.stateDimension..<(sample + 1) * layout.stateDimension
            return GeneratedSample(Array(finals[range]), of: space)
        }
    }

    /// Takes a run to its end.
    private static func samples(
        of run: LockStepRun, in space: SearchSpace, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
    ) -> [GeneratedSample] {
        while !run.isFinished {
            run.advance()
            progress?(run.step, run.count)
        }
        return run.places.map { place in
            let dimension = space.layout.stateDimension
            let offset = place % Panel.width * dimension
            return GeneratedSample(Array(run.states[place / Panel.width].x[offset..<offset + dimension]), of: space)
        }
    }

    /// What the threads share: each keeps to its own run and its own panels' states.
    private struct SharedRuns: @unchecked Sendable {
        let runs: [PanelRun]
        let finals: UnsafeMutablePointer<Float>
    }
}
