import Architectures

/// A denoiser and, for guidance and scores, a predictor and a denoiser that takes tilts itself.
public struct Models: Sendable {
    public var denoiser: any Denoiser
    public var predictor: (any Predictor)?
    public var tiltable: (any TiltableDenoiser)?

    public init(
        denoiser: any Denoiser, predictor: (any Predictor)? = nil, tiltable: (any TiltableDenoiser)? = nil
    ) {
        self.denoiser = denoiser
        self.predictor = predictor
        self.tiltable = tiltable
    }

    public var abilities: Abilities {
        Abilities(reaches: tiltable?.reaches ?? [], drawsArchitectures: denoiser.knowsPosterior, hasPredictor: predictor != nil)
    }

    /// The denoiser that a guidance runs on: the tilted one where tilts are an input, else the plain one.
    /// - Throws: `GuidanceError.unknownTilt`, `.nothingToTilt`, `.aimsNeedAPredictor`, `.publishedNeedsAGradient`, `.nothingMeasured`
    public func denoiser(for guidance: Guidance) throws -> any Denoiser {
        guard guidance.method.isTakenIn, guidance.isActive else { return denoiser }
        guard let tiltable else { throw GuidanceError.nothingToTilt }
        return try tiltable.tilted(by: guidance.withoutZeros)
    }
}
