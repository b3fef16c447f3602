import Architectures

/// Noise-aware predictor of several properties: mean and covariance of their standard scores given a noisy state.
public protocol Predictor: Sendable {
    /// What is predicted, in order.
    var properties: [PropertyInfo] { get }
    /// Natural unit ↔ standard score of each property.
    var scales: [PropertyScale] { get }
    /// Run buffers for one thread.
    func makeWorker() -> any PredictorWorker
}

/// How the tilt's gradient is formed.
public enum GuidanceOrder: String, Sendable, Hashable, CaseIterable {
    /// ∇γᵀμ(x_t), the published method's.
    case first
    /// ∇(γᵀμ + ½γᵀΣγ): the tilt E[exp γᵀy | x_t] if y given x_t were normal.
    case second
}

public protocol PredictorWorker: AnyObject {
    /// Predicts a panel of noisy states [Panel.width][stateDimension].
    /// - Parameters:
    ///   - means: E[y | x_t] in standard scores, [Panel.width][properties]
    ///   - variances: Var[y | x_t], same shape
    func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer)

    /// Writes ∇ₓ of the log tilt for the panel last predicted. Several tilts may follow one prediction.
    /// - Parameters:
    ///   - tilts: γ of each property, in nats per standard score
    ///   - gradient: [Panel.width][stateDimension]
    func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer)

    /// Writes the log tilt itself, whose gradient `tiltGradient` gives, for the panel last predicted.
    /// - Parameter values: ln E[exp γᵀy | x_t] to the given order, [Panel.width]
    func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer)

    /// Writes ∇ₓ Σ_p (a_p·μ_p + b_p·v_p) for the panel last predicted: the gradient of any function of the means and variances, given
    /// its slopes.
    /// - Parameters:
    ///   - means: a, [Panel.width][properties]
    ///   - variances: b, same shape
    ///   - gradient: [Panel.width][stateDimension]
    func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer)
}
