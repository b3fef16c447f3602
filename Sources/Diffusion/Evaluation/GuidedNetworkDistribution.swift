import Architectures
import Platform

/// The exact distribution over all MobileNetV3 networks that tilts stand for: p(A) ∝ prior(A)·exp(Σ γ_p·y_p(A)).
///
/// The space cannot be listed, but prior and properties are sums over stages, so stages are independent, and whatever is a sum over stages
/// is distributed as the convolution of five distributions of 7,371 states each.
public struct GuidedNetworkDistribution: Sendable {
    /// Probabilities by stage code, [5][7371].
    private let stages: [[Double]]

    /// - Parameter tilts: of properties' standard scores, in nats; none is the space's own distribution
    public init(_ tilts: [(property: FactoredProperty, gamma: Double)] = []) {
        let exponent = tilts.reduce(SearchSpace.mobilenetv3.logPrior) { $0 + $1.gamma * $1.property.score }
        stages = (0..<MobileNet.stageCount).map { stage in
            let values = exponent.values(ofStage: stage)
            let top = values.max() ?? 0
            let weights = values.map { exp($0 - top) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
    }

    /// Mean and standard deviation of a figure.
    public func moments(_ figure: FactoredFigure) -> (mean: Double, deviation: Double) {
        var (mean, variance) = (figure.constant, 0.0)
        for (stage, weights) in stages.enumerated() {
            let values = figure.values(ofStage: stage)
            let first = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
            mean += first
            variance += zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - first) * ($1.1 - first) }
        }
        return (mean, variance.squareRoot())
    }

    /// The probability of each bin of a figure, convolved on a grid that is `fineness` times as fine as the bins. A value's weight is shared
    /// between the two points beside it, which keeps the mean and adds at most (step/2)² to the variance, five times.
    public func probabilities(_ figure: FactoredFigure, in bins: ScoreBins, fineness: Int = 40) -> [Double] {
        let step = (bins.range.upperBound - bins.range.lowerBound) / Double(bins.count * fineness)
        var (origin, sum) = (figure.constant, [1.0])
        for (stage, weights) in stages.enumerated() {
            let values = figure.values(ofStage: stage)
            let low = values.min() ?? 0, high = values.max() ?? 0
            var grid = [Double](repeating: 0, count: Int((high - low) / step) + 2)
            for (weight, value) in zip(weights, values) {
                let place = (value - low) / step
                let share = place - place.rounded(.down)
                grid[Int(place)] += weight * (1 - share)
                grid[Int(place) + 1] += weight * share
            }
            origin += low
            sum = Self.convolution(sum, grid)
        }
        var result = [Double](repeating: 0, count: bins.count)
        for (place, weight) in sum.enumerated() {
            if let bin = bins.index(of: origin + Double(place) * step) { result[bin] += weight }
        }
        return result
    }

    private static func convolution(_ a: [Double], _ b: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: a.count + b.count - 1)
        for (i, weight) in a.enumerated() where weight > 0 {
            for j in b.indices { result[i + j] += weight * b[j] }
        }
        return result
    }
}
