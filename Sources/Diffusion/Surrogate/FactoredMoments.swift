import Architectures
import Tensors

/// Posterior moments of the properties of a space of blocks for a batch of noisy states.
///
/// A property is f + r: f a sum over blocks, patterns and nodes, whose moments have a closed form, and r the rest, a share in what the surrogate's network
/// says and what pairs of nodes add, which is averaged over a few architectures A_k drawn from the exact posterior. With r̄ the average,
///   E[y | x]  ≈ E[f] + r̄
///   Var[y | x] ≈ Var[f] + 2·avg (f(A_k) − E[f])·r(A_k) + avg r² − r̄²
/// so that variance + (mean − μ)² has the exact expectation for any μ, at any state, wherever it comes from.
///
/// Not for use by several threads at once.
public final class FactoredMoments: PredictorTruth {
    private static let drawCount = 4
    private static let stage: UInt32 = 0x7800

    private(set) var directions: [PropertyDirection] = []
    private let directionCount: Int
    private let scores: [FactoredFigure]
    /// What one unit of the residual network's output adds to each score.
    private let shares: [Double]
    /// What pairs of nodes add to each score, times a scale.
    private let pairs: [(figure: PairFigure, scale: Double)?]
    private var combined: [FactoredFigure] = []
    private let posterior: FactoredPosterior
    private let noise: NoiseSource
    private let network: ResidualNetwork
    private let weights: [Float]
    /// Closed forms of properties, then of directions [samples][properties + directions]; f and what pairs add of each draw
    /// [samples·drawCount][properties].
    private var means, variances, drawn, added: [Double]
    private var types, patterns: [Int]

    /// - Parameters:
    ///   - seed: of the architectures drawn
    ///   - samples: states at a time
    ///   - directionCount: the most combinations of properties that will be asked for
    public convenience init(_ targets: FactoredTargets, seed: UInt64, samples: Int, directionCount: Int = 8) {
        self.init(targets, noise: NoiseSource(seed: seed), samples: samples, directionCount: directionCount)
    }

    init(_ targets: FactoredTargets, noise: NoiseSource, samples: Int, directionCount: Int) {
        self.noise = noise
        posterior = FactoredPosterior(of: targets.space)
        types = Array(repeating: 0, count: targets.space.layout.nodeCount)
        patterns = Array(repeating: 0, count: targets.space.blocks.count)
        self.directionCount = directionCount
        scores = targets.properties.map(\.score)
        let scale = targets.surrogate.residualScale
        shares = targets.properties.map { $0.residualShare * scale / $0.deviation }
        pairs = targets.properties.map { property in property.pairs.map { ($0, 1 / property.deviation) } }
        network = ResidualNetwork(
            of: CleanInput(of: targets.space), configuration: targets.surrogate.configuration, rows: samples * Self.drawCount)
        weights = targets.surrogate.weights
        means = Array(repeating: 0, count: samples * (scores.count + directionCount))
        variances = means
        drawn = Array(repeating: 0, count: samples * Self.drawCount * scores.count)
        added = drawn
    }

    func drawDirections(_ generator: inout PhiloxGenerator) {
        use(PropertyDirection.draw(directionCount, among: Array(scores.indices), &generator))
    }

    /// Combinations of properties whose moments are wanted too. - Precondition: no more than were announced.
    public func use(_ directions: [PropertyDirection]) {
        precondition(directions.count <= directionCount)
        self.directions = directions
        combined = directions.map { direction in
            zip(direction.coefficients.map(Double.init), direction.properties.map { scores[$0] }).combined(in: posterior.space)
        }
    }

    /// Takes in a noisy state [stateDimension]; (step, sample) makes its draws repeatable.
    public func condition(_ index: Int, on x: UnsafePointer<Float>, sigma: Double, step: Int, sample: Int) {
        posterior.condition(on: x, sigma: sigma)
        let columns = scores.count + directionCount
        for (place, figure) in scores.enumerated() {
            (means[index * columns + place], variances[index * columns + place]) = posterior.moments(figure)
        }
        for (k, figure) in combined.enumerated() {
            let i = index * columns + scores.count + k
            (means[i], variances[i]) = posterior.moments(figure)
        }
        for k in 0..<Self.drawCount {
            let row = index * Self.drawCount + k
            posterior.draw(into: &types, patterns: &patterns) { draw in
                noise.uniform(
                    sample: UInt32(truncatingIfNeeded: sample), step: UInt32(truncatingIfNeeded: step),
                    stage: Self.stage + UInt32(32 * k + draw))
            }
            network.load(row, types: types, patterns: patterns)
            for (p, pair) in pairs.enumerated() {
                if let pair { added[row * scores.count + p] = pair.scale * pair.figure.value(types: types, patterns: patterns) }
            }
            for (p, score) in scores.enumerated() where !isSum(p) || directionCount > 0 {
                drawn[row * scores.count + p] = score.valueByBlock(types: types, patterns: patterns)
            }
        }
    }

    /// To be called after the last state.
    public func compute() {
        weights.withUnsafeBufferPointer { weights in
            if let weights = weights.baseAddress { network.plan.forward(weights: weights) }
        }
    }

    /// Estimates of E and Var of a property's score given state `index`.
    public func moments(_ index: Int, property p: Int) -> (mean: Float, variance: Float)? {
        estimate(index, column: p, share: shares[p], isSum: isSum(p)) { (drawn[$0 * scores.count + p], added[$0 * scores.count + p]) }
    }

    /// The same of a combination.
    public func moments(_ index: Int, direction k: Int) -> (mean: Float, variance: Float) {
        let direction = directions[k]
        var share = 0.0
        for (p, c) in zip(direction.properties, direction.coefficients) { share += Double(c) * shares[p] }
        return estimate(index, column: scores.count + k, share: share, isSum: direction.properties.allSatisfy(isSum)) { row in
            var (sum, pairs) = (0.0, 0.0)
            for (p, c) in zip(direction.properties, direction.coefficients) {
                sum += Double(c) * drawn[row * scores.count + p]
                pairs += Double(c) * added[row * scores.count + p]
            }
            return (sum, pairs)
        }
    }

    private func isSum(_ property: Int) -> Bool { shares[property] == 0 && pairs[property] == nil }

    /// - Parameter value: f of a draw, and what pairs add
    private func estimate(
        _ index: Int, column: Int, share: Double, isSum: Bool, value: (_ row: Int) -> (sum: Double, pairs: Double)
    ) -> (mean: Float, variance: Float) {
        let columns = scores.count + directionCount
        let (mean, variance) = (means[index * columns + column], variances[index * columns + column])
        guard !isSum else { return (Float(mean), Float(variance)) }
        let residuals = network.plan.buffer(network.output)
        var (sum, squares, products) = (0.0, 0.0, 0.0)
        for row in index * Self.drawCount..<(index + 1) * Self.drawCount {
            let own = value(row), residual = share * Double(residuals[row]) + own.pairs
            sum += residual
            squares += residual * residual
            products += (own.sum - mean) * residual
        }
        let count = Double(Self.drawCount), average = sum / count
        return (Float(mean + average), Float(variance + 2 * products / count + squares / count - average * average))
    }
}

extension FactoredFigure {
    /// The value of the architecture with these types and patterns, block after block: the order decides the last digits.
    func valueByBlock(types: [Int], patterns: [Int]) -> Double {
        var sum = constant
        for (block, place) in zip(space.blocks, patterns) {
            for node in block.nodes { sum += self.types[node * space.layout.typeCount + types[node]] }
            sum += self.patterns[place]
        }
        return sum
    }
}
