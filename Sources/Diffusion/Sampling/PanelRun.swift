import Architectures
import Tensors

/// The reverse diffusion of one panel of samples, a step at a time. All buffers are made once; `advance` allocates nothing.
public final class PanelRun {
    public let settings: RunSettings
    /// Noise levels by step; after the last step the state is the clean estimate.
    public let levels: [Double]
    public private(set) var panel: Int
    public private(set) var step = 0
    public let layout: GraphLayout

    /// States before the next step, [Panel.width][stateDimension]; after the last step, the clean estimates.
    public let x: PanelBuffer
    /// Of the last step taken: the unguided clean estimate, the guided one, and ∇ log tilt; same shape.
    public let denoised, guided, tiltGradient: PanelBuffer
    /// Of the last step taken: predictions at x_t in normal scores, [Panel.width][properties].
    public let means, variances: PanelBuffer
    private let previous, noise: PanelBuffer
    private var previousSigma: Double?

    private let denoiser: any DenoiserWorker
    private let predictor: (any PredictorWorker)?
    private let tilts: [Float]
    private let isGuided: Bool
    private let predictAlways: Bool
    private let source: NoiseSource

    private enum Stage { static let start: UInt32 = 0, predictor: UInt32 = 1, corrector: UInt32 = 2 }

    /// - Parameters:
    ///   - predictor: a worker of `properties`; needed only for guidance or when `predictAlways`
    ///   - predictAlways: predict at every step even where nothing is guided
    /// - Throws: `GuidanceError.unknownProperty`
    public init(
        denoiser: any DenoiserWorker, layout: GraphLayout, predictor: (any PredictorWorker)?,
        properties: [PropertyInfo], settings: RunSettings, panel: Int, predictAlways: Bool = false
    ) throws {
        self.settings = settings
        self.panel = panel
        self.layout = layout
        self.denoiser = denoiser
        self.predictor = predictor
        self.predictAlways = predictAlways
        tilts = try settings.guidance.vector(for: properties)
        isGuided = predictor != nil && tilts.contains { $0 != 0 }
        levels = settings.schedule.levels(steps: settings.steps)
        source = NoiseSource(seed: settings.seed)
        let count = Panel.width * layout.stateDimension
        func buffer(_ count: Int) -> PanelBuffer {
            let buffer = PanelBuffer.allocate(capacity: max(count, 1))
            buffer.initialize(repeating: 0)
            return buffer
        }
        x = buffer(count)
        denoised = buffer(count)
        guided = buffer(count)
        tiltGradient = buffer(count)
        previous = buffer(count)
        noise = buffer(count)
        means = buffer(Panel.width * properties.count)
        variances = buffer(Panel.width * properties.count)
        start()
    }

    deinit {
        for buffer in [x, denoised, guided, tiltGradient, previous, noise, means, variances] { buffer.deallocate() }
    }

    public var isFinished: Bool { step >= levels.count }
    /// The noise level of the state `x`; 0 once finished.
    public var sigma: Double { isFinished ? 0 : levels[step] }

    /// Back to the starting noise, σmax·z, of this panel or another.
    public func start(panel: Int? = nil) {
        if let panel { self.panel = panel }
        step = 0
        previousSigma = nil
        draw(.start, step: 0)
        let scale = Float(levels[0])
        for i in 0..<noise.count { x[i] = scale * noise[i] }
    }

    /// Puts the run where another one was before its step `step`: the way to fork.
    /// - Parameters:
    ///   - states: [Panel.width][stateDimension]
    ///   - previous: that run's guided estimate of the step before and its noise level, for multi-step samplers
    public func resume(at step: Int, states: [Float], previous: (estimate: [Float], sigma: Double)?) {
        precondition(states.count == x.count)
        self.step = step
        for i in 0..<x.count { x[i] = states[i] }
        previousSigma = previous?.sigma
        if let previous {
            for i in 0..<x.count { self.previous[i] = previous.estimate[i] }
        }
    }

    /// One reverse step. Does nothing once finished.
    public func advance() {
        guard !isFinished else { return }
        let sigma = levels[step]
        let isLast = step + 1 == levels.count
        estimate(sigma)
        if settings.sampler == .predictorCorrector {
            draw(.corrector, step: step)
            each { x, guided, noise, _, count in
                ReverseStep.langevin(
                    x, denoised: guided, noise: noise, sigma: sigma, ratio: settings.correctorRatio, count: count)
            }
            estimate(sigma)
        }
        if isLast {
            for i in 0..<x.count { x[i] = guided[i] }
        } else {
            let next = levels[step + 1]
            if settings.sampler != .dpmSolver { draw(.predictor, step: step) }
            each { x, guided, noise, previous, count in
                switch settings.sampler {
                case .ancestral:
                    ReverseStep.ancestral(x, denoised: guided, noise: noise, from: sigma, to: next, count: count)
                case .eulerMaruyama, .predictorCorrector:
                    ReverseStep.eulerMaruyama(x, denoised: guided, noise: noise, from: sigma, to: next, count: count)
                case .dpmSolver:
                    ReverseStep.dpmSolver(
                        x, denoised: guided, previous: previousSigma.map { (previous, $0) }, from: sigma, to: next,
                        count: count)
                }
            }
            for i in 0..<previous.count { previous[i] = guided[i] }
            previousSigma = sigma
        }
        step += 1
    }

    /// The clean estimate at the current state, and its guided form D + σ²·∇ log tilt.
    private func estimate(_ sigma: Double) {
        denoiser.denoise(x, sigma: sigma, into: denoised)
        if let predictor, isGuided || predictAlways {
            predictor.predict(x, sigma: sigma, means: means, variances: variances)
        }
        guard isGuided, let predictor else {
            for i in 0..<guided.count { guided[i] = denoised[i] }
            return
        }
        predictor.tiltGradient(tilts, order: settings.guidance.order, into: tiltGradient)
        let scale = Float(sigma * sigma)
        for i in 0..<guided.count { guided[i] = denoised[i] + scale * tiltGradient[i] }
    }

    private enum Draw { case start, predictor, corrector }

    private func draw(_ kind: Draw, step: Int) {
        let stage: UInt32 =
            switch kind {
            case .start: Stage.start
            case .predictor: Stage.predictor
            case .corrector: Stage.corrector
            }
        let dimension = layout.stateDimension
        for slot in 0..<Panel.width {
            source.normals(
                into: PanelBuffer(rebasing: noise[slot * dimension..<(slot + 1) * dimension]),
                sample: UInt32(truncatingIfNeeded: panel * Panel.width + slot), step: UInt32(step), stage: stage)
        }
    }

    /// Calls `body` with each sample's state, guided estimate, noise and previous estimate.
    private func each(
        _ body: (
            UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int
        ) -> Void
    ) {
        guard let x = x.baseAddress, let guided = guided.baseAddress, let noise = noise.baseAddress,
            let previous = previous.baseAddress
        else { return }
        let dimension = layout.stateDimension
        for slot in 0..<Panel.width {
            let offset = slot * dimension
            body(x + offset, guided + offset, noise + offset, previous + offset, dimension)
        }
    }
}
