/// The files that come with the program for a space, by name; nil where there is none, as of a space of the user's own.
public struct SpaceAssets: Sendable, Hashable {
    /// A trained denoiser, and one trained on half of the space.
    public var denoiser, halfDenoiser: String?
    /// Those that take tilts themselves; where several take what is steered, the first does.
    public var tiltedDenoisers: [String]
    /// A predictor that knows noise, one of clean architectures, and a judge of finished ones.
    public var predictor, cleanPredictor, surrogate: String?
    /// Figures of all architectures: the benchmark's, then what was measured here.
    public var tables: [String]
    /// Figures that are sums over nodes.
    public var sums: String?

    public init(
        denoiser: String? = nil, halfDenoiser: String? = nil, tiltedDenoisers: [String] = [], predictor: String? = nil, cleanPredictor: String? = nil,
        surrogate: String? = nil, tables: [String] = [], sums: String? = nil
    ) {
        (self.denoiser, self.halfDenoiser, self.tiltedDenoisers) = (denoiser, halfDenoiser, tiltedDenoisers)
        (self.predictor, self.cleanPredictor, self.surrogate) = (predictor, cleanPredictor, surrogate)
        (self.tables, self.sums) = (tables, sums)
    }
}
