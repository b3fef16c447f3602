import Architectures

/// A property of MobileNetV3 networks that is a sum over layers and depths, with its standard score.
///
/// A sum of twenty parts is nearly normal already, so the scores are standardised and not ranked: (y − mean)/deviation over the space's own
/// distribution. That keeps them sums over layers, which is what makes their tilts exact.
public struct NetworkProperty: Sendable, Hashable {
    public let info: PropertyInfo
    /// In the natural unit.
    public let figure: NetworkFigure
    public let mean, deviation: Double

    /// - Precondition: the figure is not the same for all networks.
    public init(_ info: PropertyInfo, _ figure: NetworkFigure) {
        self.info = info
        self.figure = figure
        (mean, deviation) = NetworkProperty.spread(of: figure)
        precondition(deviation > 0, "a property must differ between networks")
    }

    /// Mean and standard deviation over the space's own distribution.
    public static func spread(of figure: NetworkFigure) -> (mean: Double, deviation: Double) {
        let posterior = NetworkPosterior()
        let nothing = [Float](repeating: 0, count: NetworkPosterior.dimension)
        posterior.condition(on: nothing, sigma: 1)
        let (mean, variance) = posterior.moments(figure)
        return (mean, variance.squareRoot())
    }

    /// Standard score by network.
    public var score: NetworkFigure {
        var score = (1 / deviation) * figure
        score.constant -= mean / deviation
        return score
    }

    /// Parameters and multiply-adds, in millions, of width 1.0 at 224 pixels.
    public static func analytic() throws -> [NetworkProperty] {
        let cost = try MobileNetCost()
        return [("params_m", cost.parameterFigure), ("macs_m", cost.multiplyAddFigure)].compactMap { name, figure in
            figure.map { NetworkProperty(.named(name), 1e-6 * $0) }
        }
    }

    public var scale: PropertyScale { PropertyScale(line: { mean + deviation * $0 }) }
}
