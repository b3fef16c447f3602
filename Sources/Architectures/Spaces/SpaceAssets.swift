/// The files that come with the program for a space, by name; nil where there is none, as of a space of the user's own.
public struct SpaceAssets: Sendable, Hashable {
    /// A trained denoiser, one trained on half of the space, and one that takes tilts itself.
    public var denoiser, halfDenoiser, tiltedDenoiser: String?
    /// A predictor that knows noise, one of clean architectures, and a judge of finished ones.
    public var predictor, cleanPredictor, surrogate: String?
    /// Measured figures, and those that are sums over nodes.
    public var table, sums: String?

    public init(
        denoiser: String? = nil, halfDenoiser: String? = nil, tiltedDenoiser: String? = nil, predictor: String? = nil, cleanPredictor: String? = nil,
        surrogate: String? = nil, table: String? = nil, sums: String? = nil
    ) {
        (self.denoiser, self.halfDenoiser, self.tiltedDenoiser) = (denoiser, halfDenoiser, tiltedDenoiser)
        (self.predictor, self.cleanPredictor, self.surrogate) = (predictor, cleanPredictor, surrogate)
        (self.table, self.sums) = (table, sums)
    }
}
