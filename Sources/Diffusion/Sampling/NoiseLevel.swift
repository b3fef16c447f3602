/// A moment of a diffusion x_t = α·x₀ + σ_t·ε.
///
/// Every SDE here is linear, so x̃ = x_t/α = x₀ + (σ_t/α)·ε explodes in variance whatever the SDE: a Brownian motion by another
/// clock. The samplers work on x̃, as the networks do; the SDE enters by its clock, and by α where a method is defined on x_t.
public struct NoiseLevel: Sendable, Hashable {
    /// Time in the SDE, 0 at the data.
    public let t: Double
    /// α: the SDE's own state is x_t = α·x̃.
    public let alpha: Double
    /// Deviation of the noise in x̃, σ_t/α.
    public let sigma: Double

    public init(t: Double, alpha: Double, sigma: Double) {
        self.t = t
        self.alpha = alpha
        self.sigma = sigma
    }
    /// What lies beyond the last level: the data.
    static let clean = NoiseLevel(t: 0, alpha: 1, sigma: 0)
}
