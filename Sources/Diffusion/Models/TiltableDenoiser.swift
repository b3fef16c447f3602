import Architectures

/// A denoiser that takes the tilt itself: guidance without a gradient.
public protocol TiltableDenoiser: Sendable {
    /// What can be tilted.
    var properties: [PropertyInfo] { get }
    /// The denoiser of p(A)·exp(Σ γ_p y_p(A)).
    /// - Parameter tilts: γ by property name, in nats per standard score
    /// - Throws: `GuidanceError.unknownTilt`
    func tilted(by tilts: [String: Double]) throws -> any Denoiser
}

extension TiltableDenoiser {
    /// γ in the order of `properties`. - Throws: `GuidanceError.unknownTilt`
    func vector(_ tilts: [String: Double]) throws -> [Float] {
        let names = properties.map(\.name)
        for name in tilts.keys.sorted() where !names.contains(name) {
            throw GuidanceError.unknownTilt(name, known: names)
        }
        return names.map { Float(tilts[$0] ?? 0) }
    }
}
