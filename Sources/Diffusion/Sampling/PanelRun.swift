import Architectures
import Tensors

/// The reverse diffusion of one panel of samples, a step at a time. All buffers are made once; `advance` allocates nothing.
///
/// A step is made of stages, for those who move many panels in step with each other and need something of all of them in between:
/// for each corrector round `prepareCorrection` and `correct`, then `predict`. `advance` is all of them.
public final class PanelRun {
    public let settings: RunSettings
    /// Noise levels by step; after the last step the state is the clean estimate.
    public let levels: [NoiseLevel]
    public let layout: GraphLayout
    /// What is moved. Another state of the same shape may take its place between stages.
    public internal(set) var state: PanelState

    let sde: SDE
    let estimator: GuidedEstimator
    /// What the networks say of a state that a sampler tries out.
    let ahead: PanelEstimate
    /// What the terms of a move come to, in the shape of the states.
    let sum: PanelBuffer
    let noise: PanelNoise
    let covariance: PosteriorCovariance
    /// How far guidance bends one particle's move, [stateDimension].
    let shift: PanelBuffer
    private let properties: Int
    let observes: Bool
    /// Whether guidance proposes and weights decide.
    let isTwisted: Bool

    /// - Parameters:
    ///   - plain: for conditioned guidance that is watched or has a window, a worker of the denoiser without the tilt
    ///   - predictor: a worker of `properties`; needed only for guidance or when `observes`
    ///   - scales: of `properties`; needed only for aims and the published unit
    ///   - observes: estimate and predict at every step even where neither sampler nor guidance needs it
    /// - Throws: `GuidanceError`
    public init(
        denoiser: any DenoiserWorker, plain: (any DenoiserWorker)? = nil, layout: GraphLayout,
        predictor: (any PredictorWorker)?, properties: [PropertyInfo], scales: [PropertyScale] = [],
        settings: RunSettings, panel: Int, observes: Bool = false
    ) throws {
        self.settings = settings
        self.layout = layout
        self.observes = observes
        isTwisted = settings.guidance.method == .twisted && settings.guidance.isActive
        self.properties = properties.count
        estimator = try GuidedEstimator(
            denoiser: denoiser, plain: plain, layout: layout, predictor: predictor, properties: properties,
            scales: scales, guidance: settings.guidance, observes: observes)
        guard !settings.sampler.drawsArchitectures || estimator.canDraw else { throw GuidanceError.cannotDraw(sampler: settings.sampler.name) }
        levels = settings.levels
        sde = settings.sde.process(sigmaMin: settings.schedule.sigmaMin, sigmaMax: settings.schedule.sigmaMax)
        noise = PanelNoise(seed: settings.seed, dimension: layout.stateDimension)
        covariance = PosteriorCovariance(layout: layout)
        shift = .zeros(layout.stateDimension)
        sum = .zeros(Panel.width * layout.stateDimension)
        ahead = PanelEstimate(stateDimension: layout.stateDimension, properties: properties.count)
        state = PanelState(panel: panel, stateDimension: layout.stateDimension, properties: properties.count)
        start()
    }

    deinit { for buffer in [shift, sum] { buffer.deallocate() } }

    /// A run of models, with workers of its own.
    /// - Parameter keepsUntilted: estimate without the tilt too where the denoiser takes the tilt itself; as `observes` unless given
    /// - Throws: `GuidanceError`
    public convenience init(
        models: Models, settings: RunSettings, panel: Int, observes: Bool = false, keepsUntilted: Bool? = nil
    ) throws {
        let settings = models.abilities.settled(settings)
        let isConditioned = settings.guidance.method.isTakenIn && settings.guidance.isActive
        let needsPlain = isConditioned && ((keepsUntilted ?? observes) || !settings.guidance.isAlwaysOn)
        try self.init(
            denoiser: models.denoiser(for: settings.guidance).makeWorker(),
            plain: needsPlain ? models.denoiser.makeWorker() : nil, layout: models.denoiser.layout,
            predictor: models.predictor?.makeWorker(), properties: models.predictor?.properties ?? [],
            scales: models.predictor?.scales ?? [], settings: settings, panel: panel, observes: observes)
    }

    /// A state of another panel for this run, at its start.
    func makeState(panel: Int) -> PanelState {
        let own = state
        defer { state = own }
        state = PanelState(panel: panel, stateDimension: layout.stateDimension, properties: properties)
        start()
        return state
    }

    public var step: Int { state.step }
    public var x: PanelBuffer { state.x }
    public var isFinished: Bool { step >= levels.count }
    /// The noise level of the state `x`; 0 once finished.
    public var sigma: Double { isFinished ? 0 : levels[step].sigma }
    /// Whether guidance acts at the present step: its window is in the run's own time, 1 at the first step and 0 at the last.
    var steers: Bool { RunSettings.steers(settings.guidance.window, at: step, of: levels) }
    /// How often a step corrects.
    var rounds: Int { settings.corrector?.steps ?? 0 }

    /// Back to the starting noise, σmax·z, of this panel or another.
    /// - Parameter wanted: the slots whose samples are asked for; what the others become means nothing
    public func start(panel: Int? = nil, wanted: Range<Int> = 0..<Panel.width) {
        if let panel { state.panel = panel }
        state.wanted = wanted
        state.noise.update(repeating: 0)
        state.spread.update(repeating: 0)
        state.drawn.update(repeating: 0)
        state.step = 0
        state.previousSigma = nil
        noise.draw(.start, for: state)
        let scale = Float(levels[0].sigma)
        for i in 0..<state.noise.count { state.x[i] = scale * state.noise[i] }
    }

    /// Puts the run where another one was before its step `step`: the way to fork.
    /// - Parameters:
    ///   - states: x̃, [Panel.width][stateDimension]
    ///   - previous: that run's guided estimate of the step before and its noise level, for multi-step samplers
    public func resume(at step: Int, states: [Float], previous: (estimate: [Float], sigma: Double)?) {
        precondition(states.count == x.count)
        state.step = step
        _ = state.x.update(fromContentsOf: states)
        state.previousSigma = previous?.sigma
        if let previous { _ = state.previous.update(fromContentsOf: previous.estimate) }
    }

    /// One reverse step. Does nothing once finished.
    public func advance() {
        guard !isFinished else { return }
        for round in 0..<rounds {
            prepareCorrection(round)
            correct(nil)
        }
        predict()
    }
}
