import Tensors

/// The reverse diffusion of many samples that move in step with each other, so that something of all of them, such as the
/// corrector's batch means, can enter each step. The same bytes whatever the number of threads.
public final class LockStepRun {
    /// Panels by number; the first may hold samples before those asked for, the last some after them.
    public let states: [PanelState]
    /// The samples asked for, as places among the panels' slots.
    public let places: Range<Int>
    /// A run a thread, each with its networks; they take turns with the states.
    private let runs: [PanelRun]

    /// Samples `first ..< first + count` of the run that the settings describe.
    /// - Throws: `GuidanceError.unknownProperty`
    public init(_ count: Int, from first: Int = 0, models: Models, settings: RunSettings, threads: Int) throws {
        let firstPanel = first / Panel.width
        let panels = max(1, Panel.count(forSamples: first + count) - firstPanel)
        let runs = try (0..<max(1, min(threads, panels))).map { _ in
            try PanelRun(models: models, settings: settings, panel: firstPanel)
        }
        self.runs = runs
        states = (0..<panels).map { runs[0].makeState(panel: firstPanel + $0) }
        let skipped = first - firstPanel * Panel.width
        places = skipped..<skipped + count
    }

    public var step: Int { states[0].step }
    /// Number of steps in all.
    public var count: Int { runs[0].levels.count }
    public var isFinished: Bool { step >= count }

    /// One reverse step of every sample. Does nothing once finished.
    public func advance() {
        guard !isFinished else { return }
        for round in 0..<runs[0].rounds {
            each { $0.prepareCorrection(round) }
            let shared = runs[0].settings.corrector?.norm == .batch ? meanNorms : nil
            each { $0.correct(shared) }
        }
        each { $0.predict() }
    }

    /// Over the samples asked for, summed in their order.
    private var meanNorms: LangevinNorms {
        var mean = LangevinNorms()
        for place in places {
            let norms = states[place / Panel.width].norms[place % Panel.width]
            mean.score += norms.score
            mean.noise += norms.noise
        }
        mean.score /= Double(places.count)
        mean.noise /= Double(places.count)
        return mean
    }

    /// Runs a stage of every panel, on all threads, and returns when all are through it.
    private func each(_ stage: (PanelRun) -> Void) {
        withoutActuallyEscaping(stage) { stage in
            let shared = Shared(runs: runs, states: states, stage: stage)
            Threads.share(states.count, threads: runs.count) { worker, panel in
                let run = shared.runs[worker]
                run.state = shared.states[panel]
                shared.stage(run)
            }
        }
    }

    /// What the threads share: each keeps to its own run and, for a stage, to its own panels' states.
    private struct Shared: @unchecked Sendable {
        let runs: [PanelRun]
        let states: [PanelState]
        let stage: (PanelRun) -> Void
    }
}
