import Architectures

/// The exact denoisers of tilted distributions in a space of blocks: a tilt by sums over its parts is a prior that is such a sum. The square of an aim is none.
public struct FactoredTilts: TiltableDenoiser {
    public let properties: [PropertyInfo]
    private let space: SearchSpace
    private let scores: [FactoredFigure]

    public init(_ properties: [FactoredProperty], in space: SearchSpace) {
        self.space = space
        self.properties = properties.map(\.info)
        scores = properties.map(\.score)
    }

    public var reaches: [TiltReach] { [TiltReach(.figures, properties: properties.map(\.name), takesAims: false)] }

    public func tilted(by guidance: Guidance) throws -> any Denoiser {
        try guidance.checkTiltsAlone()
        return FactoredDenoiser(prior: space.logPrior + zip(try vector(guidance.tilts).map(Double.init), scores).combined(in: space))
    }
}

extension Guidance {
    /// Whether something is drawn to a value.
    public var hasAims: Bool { aims.values.contains { $0.strength != 0 } }

    /// - Throws: `GuidanceError.aimsNeedAPredictor`, `.publishedNeedsAGradient`
    func checkTiltsAlone() throws {
        guard unit == .tilt else { throw GuidanceError.publishedNeedsAGradient }
        guard !hasAims else { throw GuidanceError.aimsNeedAPredictor }
    }
}
