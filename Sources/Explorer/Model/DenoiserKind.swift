/// Which denoiser, and with it which predictor, a run uses.
public enum DenoiserKind: String, Sendable, Hashable, CaseIterable {
    /// The trained networks.
    case learned
    /// The exact posterior, and the exact predictor of the properties that tables have figures for.
    case exact
    /// A published score network, which knows V alone, and the trained predictor.
    case published

    /// Whether a gradient can be carried back through it from its clean estimate.
    public var isDifferentiable: Bool { self != .published }
}
