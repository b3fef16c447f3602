/// What models can do for a run, as far as settings may be left open: the method of guidance and the sampler.
public struct Abilities: Sendable, Hashable {
    /// What the denoiser takes as an input or as a prior.
    public let reaches: [TiltReach]
    /// Whether the denoiser without a tilt draws whole architectures.
    public let drawsArchitectures: Bool
    public let hasPredictor: Bool

    public init(reaches: [TiltReach], drawsArchitectures: Bool, hasPredictor: Bool) {
        (self.reaches, self.drawsArchitectures, self.hasPredictor) = (reaches, drawsArchitectures, hasPredictor)
    }

    /// The same settings with nothing left open.
    /// - Parameter isPopulation: whether samples may depend on each other, as particles do
    public func settled(_ settings: RunSettings, isPopulation: Bool = false) -> RunSettings {
        var settled = settings
        if settings.guidance.method == .auto {
            let allows = isPopulation && hasPredictor && settings.corrector == nil && (settings.sampler == .auto || settings.sampler.drawsNoise)
            settled.guidance.method = settings.guidance.way(
                reaches.filter { $0.takes(settings.guidance.withoutZeros) }.map(\.actor), allowsParticles: allows)
        }
        if settings.sampler == .auto { settled.sampler = sampler(for: settled) }
        return settled
    }

    /// Whole architectures are drawn where that can be. Particles are weighed by the noise of one plain step.
    private func sampler(for settings: RunSettings) -> Sampler {
        if canDraw(settings.guidance) { return .joint }
        let takesSecondOrder = settings.steps < Sampler.manySteps && settings.schedule.sigmaMax >= Sampler.farStart
        return takesSecondOrder && settings.guidance.method != .twisted ? .sdeSolver : .ancestral
    }

    /// Who brings the tilt in; nil where guidance is none, or no denoiser's input.
    public func actor(for guidance: Guidance) -> TiltActor? {
        guidance.method.isTakenIn && guidance.isActive ? reaches.actor(for: guidance.withoutZeros) : nil
    }

    /// Whether whole architectures can be drawn: also where a gradient bends an exact denoiser's.
    public func allowsDraws(_ guidance: Guidance) -> Bool { canDraw(guidance) || (guidance.method == .gradient && drawsArchitectures) }

    /// Whether the denoiser that acts knows the whole posterior, at all times of the run. A gradient bends means, and the weights of particles are of the noise
    /// about them.
    public func canDraw(_ guidance: Guidance) -> Bool {
        guard guidance.isActive else { return drawsArchitectures }
        return actor(for: guidance) == .figures && (drawsArchitectures || guidance.isAlwaysOn)
    }
}

extension Guidance {
    /// How far the log tilt's expansion is trusted: to so many standard deviations of what is predicted, γ·√Var[y | x_t], which at the start of a run is γ itself.
    /// Beyond that ln E[exp γᵀy | x_t] is not its first terms, and steps of the sampler leave the space (docs/measurements.md).
    public static func trusted(_ order: GuidanceOrder) -> Double { order == .second ? 2 : 1 }

    /// The method that `auto` comes to.
    /// - Parameters:
    ///   - actors: those that take it all in
    ///   - allowsParticles: whether samples may depend on each other
    func way(_ actors: [TiltActor], allowsParticles: Bool) -> GuidanceMethod {
        // Nothing is steered, and nothing has to be chosen.
        guard isActive else { return .gradient }
        if actors.contains(.figures) { return .prior }
        if actors.contains(.network) { return .conditioned }
        guard unit == .tilt, place == .state, allowsParticles else { return .gradient }
        let length = tilts.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > Self.trusted(order) ? .twisted : .gradient
    }

    /// The same, and nothing that does not steer.
    var withoutZeros: Guidance {
        var steering = self
        steering.tilts = tilts.filter { $0.value != 0 }
        steering.aims = aims.filter { $0.value.strength != 0 }
        return steering
    }
}
