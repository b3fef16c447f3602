import Architectures
import Platform

/// The exact distribution over all architectures of a space of blocks that tilts stand for: p(A) ∝ prior(A)·exp(Σ γ_p·y_p(A)).
///
/// The space may be too large to be listed, but prior and properties are sums over blocks, so blocks are independent, and whatever is a sum over
/// blocks is distributed as the convolution of the blocks' distributions.
public struct FactoredDistribution: Sendable {
    /// Probabilities of each block's architectures, in the order of `FactoredFigure.values(ofBlock:)`.
    private let blocks: [[Double]]

    /// - Parameter tilts: of properties' standard scores, in nats; none is the space's own distribution
    public init(of space: SearchSpace, _ tilts: [(property: FactoredProperty, gamma: Double)] = []) {
        let exponent = tilts.reduce(space.logPrior) { $0 + $1.gamma * $1.property.score }
        blocks = space.blocks.indices.map { block in
            let values = exponent.values(ofBlock: block)
            let top = values.max() ?? 0
            let weights = values.map { exp($0 - top) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
    }

    /// Mean and standard deviation of a figure.
    public func moments(_ figure: FactoredFigure) -> (mean: Double, deviation: Double) {
        var (mean, variance) = (figure.constant, 0.0)
        for (block, weights) in blocks.enumerated() {
            let values = figure.values(ofBlock: block)
            let first = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
            mean += first
            variance += zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - first) * ($1.1 - first) }
        }
        return (mean, variance.squareRoot())
    }

    /// The probability of each bin of a figure, convolved on a grid that is `fineness` times as fine as the bins. A value's weight is shared
    /// between the two points beside it, which keeps the mean and adds at most (step/2)² to the variance, a block each.
    public func probabilities(_ figure: FactoredFigure, in bins: ScoreBins, fineness: Int = 40) -> [Double] {
        let step = (bins.range.upperBound - bins.range.lowerBound) / Double(bins.count * fineness)
        var (origin, sum) = (figure.constant, [1.0])
        for (block, weights) in blocks.enumerated() {
            let values = figure.values(ofBlock: block)
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
