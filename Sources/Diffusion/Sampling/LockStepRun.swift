import Tensors

/// The reverse diffusion of many samples that move in step with each other, so that something of all of them, such as the corrector's
/// batch means or the weights of twisted guidance, can enter each step. The same bytes whatever the number of threads.
public final class LockStepRun {
    /// Panels by number; the first may hold samples before those asked for, the last some after them.
    public let states: [PanelState]
    /// The samples asked for, as places among the panels' slots.
    public let places: Range<Int>
    /// A run a thread, each with its networks; they take turns with the states.
    private let runs: [PanelRun]
    private let source: NoiseSource
    private var weights: ParticleWeights
    /// What the particles' weights were worth at each step, in particles; empty where nothing is weighed.
    public private(set) var effectiveSizes: [Double] = []

    /// A part of a step that every panel goes through by itself; before the next part they meet.
    private enum Stage {
        case prepareCorrection(Int), correct, predict, prepareTwisted, moveTwisted
    }

    private let stages: [Stage]
    /// The step under way: its stage, and the first panel that has not been through it.
    private var stage = 0, panel = 0
    /// Norms that all samples of the correction under way use; nil: each its own.
    private var sharedNorms: LangevinNorms?
    /// Steps taken by all samples.
    public private(set) var step = 0

    /// Samples `first ..< first + count` of the run that the settings describe.
    /// - Parameter observes: predict at every step even where guidance does not need it
    /// - Throws: `GuidanceError`
    public init(
        _ count: Int, from first: Int = 0, models: Models, settings: RunSettings, threads: Int, observes: Bool = false
    ) throws {
        let settings = models.abilities.settled(settings, isPopulation: true)
        let firstPanel = first / Panel.width
        let panels = max(1, Panel.count(forSamples: first + count) - firstPanel)
        let runs = try (0..<max(1, min(threads, panels))).map { _ in
            try PanelRun(models: models, settings: settings, panel: firstPanel, observes: observes, keepsUntilted: false)
        }
        self.runs = runs
        if runs[0].isTwisted {
            guard settings.sampler.drawsNoise, settings.corrector == nil else {
                throw GuidanceError.needsNoise(sampler: settings.sampler.name)
            }
            stages = [.prepareTwisted, .moveTwisted]
        } else {
            stages = (0..<runs[0].rounds).flatMap { [.prepareCorrection($0), .correct] } + [.predict]
        }
        source = NoiseSource(seed: settings.seed)
        weights = ParticleWeights(count: count)
        states = (0..<panels).map { runs[0].makeState(panel: firstPanel + $0) }
        let skipped = first - firstPanel * Panel.width
        places = skipped..<skipped + count
    }

    /// Number of steps in all.
    public var count: Int { runs[0].levels.count }
    public var isFinished: Bool { step >= count }

    /// One reverse step of every sample. Does nothing once finished.
    public func advance() { advance { false } }

    /// One reverse step of every sample, or as much of it as there is time for: the next call goes on from there, to the same bytes.
    /// - Parameter isInterrupted: asked every few panels
    /// - Returns: whether the step is complete
    @discardableResult
    public func advance(until isInterrupted: () -> Bool) -> Bool {
        guard !isFinished else { return true }
        while stage < stages.count {
            while panel < states.count {
                let end = min(panel + Self.panelsAtOnce * runs.count, states.count)
                take(stages[stage], panels: panel..<end)
                panel = end
                if end < states.count, isInterrupted() { return false }
            }
            meet(after: stages[stage])
            (stage, panel) = (stage + 1, 0)
        }
        (stage, step) = (0, step + 1)
        return true
    }

    /// Panels that a thread takes before someone may interrupt: enough to be worth starting threads for, and a few milliseconds.
    private static let panelsAtOnce = 2

    private func take(_ stage: Stage, panels: Range<Int>) {
        switch stage {
        case .prepareCorrection(let round): each(panels) { $0.prepareCorrection(round) }
        case .correct:
            let shared = sharedNorms
            each(panels) { $0.correct(shared) }
        case .predict: each(panels) { $0.predict() }
        case .prepareTwisted: each(panels) { $0.prepareTwisted() }
        case .moveTwisted: each(panels) { $0.moveTwisted() }
        }
    }

    /// What takes all samples: the corrector's mean norms, and twisted guidance's weights. Twisted, a step is to estimate, weigh, resample
    /// where the weights have run apart, and move (Wu et al. 2023, algorithm 1); the last move weighs the cells themselves, and leaves
    /// equal weights.
    private func meet(after stage: Stage) {
        switch stage {
        case .prepareCorrection: sharedNorms = runs[0].settings.corrector?.norm == .batch ? meanNorms : nil
        case .correct, .predict: break
        case .prepareTwisted:
            weigh { $0.logRatio[$1] }
            effectiveSizes.append(weights.effectiveSize)
            if weights.effectiveSize < Double(places.count) / 2 { resample(step: step) }
        case .moveTwisted:
            guard step + 1 == count else { return }
            weigh { _, _ in 0 }
            effectiveSizes.append(weights.effectiveSize)
            resample(step: step + 1)
        }
    }

    private func weigh(_ logRatio: (PanelState, Int) -> Double) {
        for (particle, place) in places.enumerated() {
            let state = states[place / Panel.width], slot = place % Panel.width
            weights.weigh(particle, logTilt: Double(state.estimate.logTilt[slot]), logRatio: logRatio(state, slot))
        }
    }

    private func resample(step: Int) {
        weights.resample(uniform: source.uniform(sample: 0, step: UInt32(step), stage: Self.resamplingStage))
        weights.inherit()
        // A particle that stays is never overwritten, so every source is still what it was.
        for (particle, ancestor) in weights.ancestors.enumerated() where particle != ancestor {
            let to = places.lowerBound + particle, from = places.lowerBound + ancestor
            states[to / Panel.width].take(
                to % Panel.width, from: states[from / Panel.width], from % Panel.width)
        }
    }

    /// Apart from the stages of `PanelNoise`.
    private static let resamplingStage: UInt32 = 0x5E5A_0003

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

    /// Runs a stage of some panels, on all threads, and returns when all are through it.
    private func each(_ panels: Range<Int>, _ stage: (PanelRun) -> Void) {
        withoutActuallyEscaping(stage) { stage in
            let shared = Shared(runs: runs, states: states, stage: stage)
            Threads.share(panels.count, threads: runs.count) { worker, panel in
                let run = shared.runs[worker]
                run.state = shared.states[panels.lowerBound + panel]
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
