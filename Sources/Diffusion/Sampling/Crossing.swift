/// A step from one noise level to the next, with all that a coefficient of its moves may hang on.
public struct Crossing: Sendable, Hashable {
    public let from, to: NoiseLevel
    public let sde: SDE
    /// The noise level that the estimate is made at: where the step starts, or with churn a higher one.
    public var sigma: Double
    /// The noise level of the estimate before, for methods of several steps; nil at the first.
    public var before: Double?
    /// Of a Langevin step: its signal-to-noise ratio times ‖z‖/‖s‖.
    public var quotient = 0.0

    public init(from: NoiseLevel, to: NoiseLevel, sde: SDE) {
        self.from = from
        self.to = to
        self.sde = sde
        sigma = from.sigma
    }

    /// In the SDE's time Δt, and where it starts c(t) and g(t).
    var span: Double { from.t - to.t }
    var drift: Double { sde.driftCoefficient(from.t) }
    var diffusion: Double { sde.diffusion(from.t) }
}
