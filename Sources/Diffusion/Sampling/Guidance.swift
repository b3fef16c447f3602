import Architectures

/// What a run is steered towards, and how.
public struct Guidance: Sendable, Hashable {
    /// γ by property name, in nats per standard score; may be negative; zero and absent are the same.
    public var tilts: [String: Double]
    /// Values that properties are drawn to, by name.
    public var aims: [String: Aim]
    /// How much of the predicted distribution the gradient sees.
    public var order: GuidanceOrder
    public var method: GuidanceMethod
    /// Where the predictor is asked.
    public var place: GuidancePlace
    /// How `tilts` are meant.
    public var unit: TiltUnit
    /// The part of the run that is steered, in its time t: 1 is the first step, 0 the last.
    public var window: ClosedRange<Double>

    public init(
        tilts: [String: Double] = [:], aims: [String: Aim] = [:], order: GuidanceOrder = .second,
        method: GuidanceMethod = .gradient, place: GuidancePlace = .state, unit: TiltUnit = .tilt,
        window: ClosedRange<Double> = 0...1
    ) {
        self.tilts = tilts
        self.aims = aims
        self.order = order
        self.method = method
        self.place = place
        self.unit = unit
        self.window = window
    }

    /// γ in a predictor's order. - Throws: `GuidanceError.unknownProperty`.
    public func vector(for properties: [PropertyInfo]) throws -> [Float] {
        let names = properties.map(\.name)
        for name in tilts.keys.sorted() where !names.contains(name) {
            throw names.isEmpty ? GuidanceError.withoutPredictor(name) : .unknownProperty(name, known: names)
        }
        return names.map { Float(tilts[$0] ?? 0) }
    }

    /// Whether anything is steered.
    public var isActive: Bool { tilts.values.contains { $0 != 0 } || aims.values.contains { $0.strength != 0 } }

    /// Whether the window holds the whole run.
    var isAlwaysOn: Bool { window.contains(0) && window.contains(1) }

    /// The properties that are steered, sorted.
    public var properties: [String] {
        Set(tilts.filter { $0.value != 0 }.keys).union(aims.filter { $0.value.strength != 0 }.keys).sorted()
    }
}

/// A value that a property is drawn to: the prior is multiplied by exp(−½·strength·(y − target)²).
public struct Aim: Sendable, Hashable {
    /// In the property's natural unit.
    public var target: Double
    /// In nats per squared standard score, ≥ 0.
    public var strength: Double

    public init(target: Double, strength: Double = 8) {
        self.target = target
        self.strength = strength
    }
}

/// How guidance reaches the distribution it stands for.
public enum GuidanceMethod: String, Sendable, Hashable, CaseIterable {
    /// The first of these that is right: prior, then conditioned, wherever all that is steered is known that way; else the gradient as far as it can be trusted, else
    /// twisted. `Abilities.settled` puts the method that it comes to in its place before a run.
    case auto
    /// Figures of all architectures are the prior of the exact posterior, which is the denoiser then: no gradient, and as right as the figures are.
    case prior
    /// The predictor's gradient is added to the score: the published method, right while tilts are small.
    case gradient
    /// The tilt is an input of a trained denoiser, where there is one that takes it, else a prior: one pass a step and no gradient.
    case conditioned
    /// The gradient proposes, and particles are weighted and resampled by what it got wrong: twisted sequential Monte Carlo
    /// (Wu et al. 2023). Exact in the limit of many particles; samples of a batch depend on each other.
    case twisted

    /// Whether the denoiser itself takes the tilt, and nothing is added to what it says.
    public var isTakenIn: Bool { self == .prior || self == .conditioned }
}

/// Where the predictor is asked.
public enum GuidancePlace: String, Sendable, Hashable, CaseIterable {
    /// At the noisy state x_t, as published.
    case state
    /// At the clean estimate E[x₀ | x_t]; its gradient is carried back through the denoiser (Bansal et al. 2023).
    case estimate
}

/// How strong a tilt of one is.
public enum TiltUnit: String, Sendable, Hashable, CaseIterable {
    /// γ, nats per standard score.
    case tilt
    /// The published k: the gradient of ŷ = (value − mean)/(100·deviation) times k, first order.
    case published
}
