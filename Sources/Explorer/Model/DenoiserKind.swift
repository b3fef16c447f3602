/// Which denoiser, and with it which predictor, a run uses.
public enum DenoiserKind: String, Sendable, Hashable, CaseIterable {
    /// The trained networks.
    case learned
    /// The exact posterior, and the exact predictor of the properties that tables have figures for.
    case exact
}
