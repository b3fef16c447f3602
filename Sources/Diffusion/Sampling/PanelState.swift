/// How far one panel of samples has come, and what its next step needs to know of the last. It belongs to no thread and to no
/// network: a `PanelRun` moves it.
public final class PanelState {
    public internal(set) var panel: Int
    public internal(set) var step = 0
    /// The slots whose samples are asked for; the others go along without noise of their own.
    public internal(set) var wanted = 0..<Panel.width
    /// x̃ = x_t/α before the next step, [Panel.width][stateDimension]; after the last step, the clean estimates.
    public let x: PanelBuffer
    /// Of the last step: the states that the estimate was made of, after corrector and churn; same shape.
    public let base: PanelBuffer
    /// Of the last step: what the networks said of `base`, and at which noise level.
    public let estimate: PanelEstimate
    public internal(set) var estimateSigma = 0.0

    /// The normal draw under way, and how far the draw of x₀ lies from its estimate, [Panel.width][stateDimension].
    let noise, spread: PanelBuffer
    /// Whole architectures, one drawn a sample; same shape.
    let drawn: PanelBuffer
    /// The guided estimate of the step before with its noise level, same shape.
    let previous: PanelBuffer
    var previousSigma: Double?
    /// Of the corrector step under way, [Panel.width].
    let norms: UnsafeMutableBufferPointer<LangevinNorms>
    /// Of the last twisted move: how much likelier it was without guidance, in nats, [Panel.width].
    let logRatio: UnsafeMutableBufferPointer<Double>

    init(panel: Int, stateDimension: Int, properties: Int) {
        self.panel = panel
        x = .zeros(Panel.width * stateDimension)
        base = .zeros(Panel.width * stateDimension)
        noise = .zeros(Panel.width * stateDimension)
        spread = .zeros(Panel.width * stateDimension)
        drawn = .zeros(Panel.width * stateDimension)
        previous = .zeros(Panel.width * stateDimension)
        estimate = PanelEstimate(stateDimension: stateDimension, properties: properties)
        norms = .allocate(capacity: Panel.width)
        norms.initialize(repeating: LangevinNorms())
        logRatio = .allocate(capacity: Panel.width)
        logRatio.initialize(repeating: 0)
    }

    deinit {
        for buffer in [x, base, noise, spread, drawn, previous] { buffer.deallocate() }
        norms.deallocate()
        logRatio.deallocate()
    }
}

extension PanelState {
    /// Makes one sample what another is: its state and what the networks said of it.
    func take(_ slot: Int, from other: PanelState, _ source: Int) {
        let pairs = [
            (x, other.x), (base, other.base), (previous, other.previous), (estimate.denoised, other.estimate.denoised),
            (estimate.guided, other.estimate.guided), (estimate.tiltGradient, other.estimate.tiltGradient),
            (estimate.means, other.estimate.means), (estimate.variances, other.estimate.variances),
            (estimate.logTilt, other.estimate.logTilt),
        ]
        for (to, from) in pairs where to.count >= Panel.width {
            let row = to.count / Panel.width
            for i in 0..<row { to[slot * row + i] = from[source * row + i] }
        }
    }
}
