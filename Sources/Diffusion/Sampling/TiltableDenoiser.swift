import Architectures

/// A denoiser that takes the tilt itself: guidance without a gradient.
public protocol TiltableDenoiser: Sendable {
    /// What can be tilted.
    var properties: [PropertyInfo] { get }
    /// What it takes, and who acts then; the first that takes a guidance acts.
    var reaches: [TiltReach] { get }
    /// The denoiser of the distribution that the guidance stands for: p(A)·exp(Σ γ_p y_p(A) − ½ Σ k_p (y_p(A) − y*_p)²).
    /// - Throws: `GuidanceError.unknownTilt`, `.aimsNeedAPredictor`, `.publishedNeedsAGradient`, `.nothingMeasured`
    func tilted(by guidance: Guidance) throws -> any Denoiser
}

/// Who brings the tilt in where guidance is conditioned.
public enum TiltActor: Sendable, Hashable {
    /// A trained network, which has γ as an input.
    case network
    /// The exact posterior, with learned or tabulated figures of all architectures as its prior.
    case figures
}

/// The guidances that someone takes.
public struct TiltReach: Sendable, Hashable {
    public let actor: TiltActor
    public let properties: Set<String>
    public let takesAims: Bool

    public init(_ actor: TiltActor, properties: some Sequence<String>, takesAims: Bool) {
        (self.actor, self.properties, self.takesAims) = (actor, Set(properties), takesAims)
    }

    /// A network is no prior.
    func takes(_ guidance: Guidance) -> Bool {
        guidance.unit == .tilt && !(guidance.method == .prior && actor == .network) && (takesAims || !guidance.hasAims) && guidance.properties.allSatisfy(properties.contains)
    }
}

extension Sequence<TiltReach> {
    /// Who acts where this guidance is asked for; nil where nobody takes it.
    func actor(for guidance: Guidance) -> TiltActor? { first { $0.takes(guidance) }?.actor }
}

extension TiltableDenoiser {
    /// - Parameter tilts: γ by property name, in nats per standard score
    public func tilted(by tilts: [String: Double]) throws -> any Denoiser { try tilted(by: Guidance(tilts: tilts)) }

    public func actor(for guidance: Guidance) -> TiltActor? { reaches.actor(for: guidance) }

    /// γ in the order of `properties`. - Throws: `GuidanceError.unknownTilt`
    func vector(_ tilts: [String: Double]) throws -> [Float] {
        try check(tilts.keys)
        return properties.map { Float(tilts[$0.name] ?? 0) }
    }

    /// - Throws: `GuidanceError.unknownTilt`
    func check(_ names: some Sequence<String>) throws {
        let known = properties.map(\.name)
        for name in names.sorted() where !known.contains(name) { throw GuidanceError.unknownTilt(name, known: known) }
    }
}

/// The first of several that takes a guidance.
public struct FirstTiltable: TiltableDenoiser {
    private let choices: [any TiltableDenoiser]
    public let properties: [PropertyInfo]

    /// nil without choices.
    public init?(_ choices: [any TiltableDenoiser]) {
        guard !choices.isEmpty else { return nil }
        self.choices = choices
        var seen: Set<String> = []
        properties = choices.flatMap(\.properties).filter { seen.insert($0.name).inserted }
    }

    public var reaches: [TiltReach] { choices.flatMap(\.reaches) }

    public func tilted(by guidance: Guidance) throws -> any Denoiser {
        try check(Set(guidance.tilts.keys).union(guidance.aims.keys))
        // Where none takes it, the last says why.
        guard let choice = choices.first(where: { $0.actor(for: guidance) != nil }) ?? choices.last else { throw GuidanceError.nothingToTilt }
        return try choice.tilted(by: guidance)
    }
}
