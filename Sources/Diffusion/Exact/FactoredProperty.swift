import Architectures

/// A property that is a sum over blocks, patterns and nodes, with its standard score.
///
/// A sum of many parts is nearly normal already, so the scores are standardised and not ranked: (y − mean)/deviation over the space's own
/// distribution. That keeps them sums, which is what makes their tilts exact.
public struct FactoredProperty: Sendable, Hashable {
    public let info: PropertyInfo
    /// In the natural unit.
    public let figure: FactoredFigure
    public let mean, deviation: Double

    /// - Precondition: the figure is not the same for all architectures.
    public init(_ info: PropertyInfo, _ figure: FactoredFigure) {
        self.info = info
        self.figure = figure
        (mean, deviation) = FactoredProperty.spread(of: figure)
        precondition(deviation > 0, "a property must differ between architectures")
    }

    /// Mean and standard deviation over the space's own distribution.
    public static func spread(of figure: FactoredFigure) -> (mean: Double, deviation: Double) {
        let posterior = FactoredPosterior(of: figure.space)
        let nothing = [Float](repeating: 0, count: figure.space.layout.stateDimension)
        posterior.condition(on: nothing, sigma: 1)
        let (mean, variance) = posterior.moments(figure)
        return (mean, variance.squareRoot())
    }

    /// Standard score by architecture.
    public var score: FactoredFigure {
        var score = (1 / deviation) * figure
        score.constant -= mean / deviation
        return score
    }

    public var scale: PropertyScale { PropertyScale(line: { mean + deviation * $0 }) }
}
