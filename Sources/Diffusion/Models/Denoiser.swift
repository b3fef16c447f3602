import Architectures

/// Estimates the clean architecture behind a noisy state: E[x₀ | x_t].
///
/// States are at α = 1 (x_t = x₀ + σε); other SDEs are served by dividing state and σ by α.
public protocol Denoiser: Sendable {
    /// What its states are of.
    var space: SearchSpace { get }
    /// Whether its workers draw whole architectures (`DrawingDenoiserWorker`).
    var knowsPosterior: Bool { get }
    /// Run buffers for one thread.
    func makeWorker() -> any DenoiserWorker
}

extension Denoiser {
    public var layout: GraphLayout { space.layout }
    public var knowsPosterior: Bool { false }
}

public protocol DenoiserWorker: AnyObject {
    /// Writes the posterior mean of each sample of the panel.
    /// - Parameters:
    ///   - x: noisy states [Panel.width][stateDimension]
    ///   - sigma: their noise level, > 0
    ///   - mean: E[x₀ | x] [Panel.width][stateDimension], each in [−1, 1]; (mean + 1)/2 are probabilities, of a row of V
    ///     they sum to one
    func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer)
}

/// A denoiser that knows the whole posterior, and not only its mean.
public protocol DrawingDenoiserWorker: DenoiserWorker {
    /// Writes an architecture's clean state drawn from p(A | x), for one sample of the panel last denoised.
    /// - Parameters:
    ///   - state: [stateDimension], ±1
    ///   - uniform: a number in (0, 1) for each draw, the same for the same number
    func draw(_ slot: Int, into state: UnsafeMutablePointer<Float>, _ uniform: (_ draw: Int) -> Double)
}

/// A denoiser that gradients can be carried back through: what guidance at the clean estimate needs.
public protocol DifferentiableDenoiserWorker: DenoiserWorker {
    /// Writes Jᵀ·c with J = ∂E[x₀ | x]/∂x, for the panel last denoised.
    /// - Parameters:
    ///   - cotangent: c, [Panel.width][stateDimension]
    ///   - gradient: same shape
    func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer)
}
