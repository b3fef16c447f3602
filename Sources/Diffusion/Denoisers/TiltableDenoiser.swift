import Architectures

/// A denoiser that takes the tilt itself: guidance without a gradient.
public protocol TiltableDenoiser: Sendable {
    /// What can be tilted.
    var properties: [PropertyInfo] { get }
    /// The denoiser of p(A)·exp(Σ γ_p y_p(A)).
    /// - Parameter tilts: γ by property name, in nats per normal score
    /// - Throws: `GuidanceError.unknownProperty`
    func tilted(by tilts: [String: Double]) throws -> any Denoiser
}
