import Architectures

/// What is known of every architecture of a listed space, as a prior takes it.
public struct PriorFigure: Sendable {
    public let info: PropertyInfo
    /// Made when they are asked for: a space may have thirty, and few are steered by.
    let scale: @Sendable () -> PropertyScale
    /// Standard scores by place; NaN where a figure is missing.
    let scores: @Sendable () -> [Double]

    public init(_ info: PropertyInfo, scale: @escaping @Sendable () -> PropertyScale, scores: @escaping @Sendable () -> [Double]) {
        (self.info, self.scale, self.scores) = (info, scale, scores)
    }

    /// The figures of a table.
    public init(_ column: BenchmarkTable.Column) {
        self.init(column.info, scale: { PropertyScale(of: column.values) }, scores: { NormalScores.of(column.values) })
    }
}

/// The exact denoisers of guided distributions: tilts and aims are a prior. An architecture without a figure that is steered by is left out, as
/// `GuidedDistribution` leaves it out.
public struct ExactTilts: TiltableDenoiser {
    private let space: SearchSpace
    private let figures: [PriorFigure]

    public init(columns: [BenchmarkTable.Column], in space: SearchSpace) { self.init(columns.map(PriorFigure.init), in: space) }

    public init(_ figures: [PriorFigure], in space: SearchSpace) {
        self.space = space
        self.figures = figures
    }

    public var properties: [PropertyInfo] { figures.map(\.info) }

    public var reaches: [TiltReach] { [TiltReach(.figures, properties: figures.map(\.info.name), takesAims: true)] }

    public func tilted(by guidance: Guidance) throws -> any Denoiser {
        let (tilts, aims) = (guidance.tilts, guidance.aims.filter { $0.value.strength != 0 })
        try check(Set(tilts.keys).union(guidance.aims.keys))
        guard guidance.unit == .tilt else { throw GuidanceError.publishedNeedsAGradient }
        var logPrior = [Double](repeating: 0, count: space.list?.count ?? 0)
        for figure in figures {
            let tilt = tilts[figure.info.name] ?? 0, aim = aims[figure.info.name]
            guard tilt != 0 || aim != nil else { continue }
            let scores = figure.scores(), target = aim.map { figure.scale().score(of: $0.target) } ?? 0, strength = aim?.strength ?? 0
            for (place, score) in scores.enumerated() where place < logPrior.count {
                logPrior[place] += tilt * score - 0.5 * strength * (score - target) * (score - target)
            }
        }
        for place in logPrior.indices where logPrior[place].isNaN { logPrior[place] = -.infinity }
        guard logPrior.contains(where: { $0 > -.infinity }) else { throw GuidanceError.nothingMeasured(guidance.properties, space: space.words.nouns) }
        return ExactDenoiser(of: space, logPrior: logPrior)
    }
}
