/// What the networks say of a panel of states.
public final class PanelEstimate {
    /// E[x₀ | x̃], the same with guidance, and ∇ log tilt, [Panel.width][stateDimension].
    public let denoised, guided, tiltGradient: PanelBuffer
    /// Predictions at x̃ in standard scores, [Panel.width][properties].
    public let means, variances: PanelBuffer
    /// ln E[exp(tilt) | x̃] where particles are weighed, [Panel.width].
    let logTilt: PanelBuffer

    init(stateDimension: Int, properties: Int) {
        denoised = .zeros(Panel.width * stateDimension)
        guided = .zeros(Panel.width * stateDimension)
        tiltGradient = .zeros(Panel.width * stateDimension)
        means = .zeros(Panel.width * properties)
        variances = .zeros(Panel.width * properties)
        logTilt = .zeros(Panel.width)
    }

    deinit { for buffer in [denoised, guided, tiltGradient, means, variances, logTilt] { buffer.deallocate() } }
}

extension PanelBuffer {
    /// Room for at least one number, so that there is an address.
    static func zeros(_ count: Int) -> PanelBuffer {
        let buffer = PanelBuffer.allocate(capacity: Swift.max(count, 1))
        buffer.initialize(repeating: 0)
        return buffer
    }

    func copy(_ other: PanelBuffer) { _ = update(fromContentsOf: other) }
}
