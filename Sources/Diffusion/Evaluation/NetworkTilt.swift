import Architectures
import Platform
import Tensors

/// The distribution that guidance in a space of blocks stands for, p(A) ∝ prior(A)·exp(Σ γ_p y_p(A)).
///
/// Where every tilted property is a sum over blocks, patterns and nodes, it is a posterior that has seen nothing, under the prior + Σ γ_p y_p, and in closed form.
/// Else architectures are drawn from the sum's part of it and weighted by exp(Σ γ_p c_p r(A)), r the surrogate's residual.
public struct NetworkTilt: Sendable {
    /// Natural values by property, in the targets' order.
    public let means: [Double]
    /// Mean of Σ w_p y_p for the weights given, in scores.
    public let score: Double
    /// (Σ w)²/Σ w² of the weighted draws; nil where nothing had to be weighted.
    public let effectiveDraws: Double?

    /// - Parameters:
    ///   - weights: w by property name
    ///   - gamma: γ_p = gamma·w_p
    /// - Throws: `GuidanceError.unknownTilt`
    public init(_ targets: FactoredTargets, weights: [String: Double], gamma: Double, draws: Int = 20_000, seed: UInt64 = 0x717) throws {
        let names = targets.properties.map(\.info.name)
        for name in weights.keys.sorted() where !names.contains(name) { throw GuidanceError.unknownTilt(name, known: names) }
        let shares = targets.properties.map { weights[$0.info.name] ?? 0 }
        let direction = zip(shares, targets.properties.map(\.score)).combined(in: targets.space)
        let residualShare = zip(shares, targets.properties).reduce(0) { $0 + $1.0 * $1.1.residualShare / $1.1.deviation }
        let posterior = FactoredPosterior(prior: targets.space.logPrior + gamma * direction)
        posterior.condition(on: [Float](repeating: 0, count: targets.space.layout.stateDimension), sigma: 1)
        let noise = NoiseSource(seed: seed)
        let drawn = (0..<draws).compactMap { n in
            posterior.drawArchitecture { noise.uniform(sample: UInt32(truncatingIfNeeded: n), step: 0, stage: 0x7700 + UInt32($0)) }
        }
        let residuals = targets.surrogate.residuals(of: drawn)
        let isSum = residualShare * gamma == 0
        let exponents = residuals.map { isSum ? 0 : gamma * residualShare * $0 }
        let top = exponents.max() ?? 0
        let raw = exponents.map { exp($0 - top) }, total = raw.reduce(0, +)
        effectiveDraws = isSum ? nil : total * total / raw.reduce(0) { $0 + $1 * $1 }
        func average(_ figure: FactoredFigure, _ share: Double) -> Double {
            guard !(isSum && share == 0) else { return posterior.moments(figure).mean }
            var sum = 0.0
            for (n, architecture) in drawn.enumerated() { sum += raw[n] * ((figure.value(of: architecture) ?? .nan) + share * residuals[n]) }
            return sum / total
        }
        means = targets.properties.map { average($0.figure, $0.residualShare) }
        score = average(direction, residualShare)
    }
}

/// The networks that are best in a weighted sum of two figures that are sums over layers, for many weights: the convex part of their front,
/// found stage by stage without a search.
public enum AdditiveFront {
    /// - Parameters:
    ///   - gain, cost: sums over layers; more of the first and less of the second is better
    ///   - count: weights, evenly spaced in the angle between the two figures' deviations
    public static func networks(gain: FactoredProperty, cost: FactoredProperty, count: Int = 100) -> [MobileNet] {
        let gains = (0..<MobileNet.stageCount).map { (1 / gain.deviation * gain.figure).values(ofStage: $0) }
        let costs = (0..<MobileNet.stageCount).map { (1 / cost.deviation * cost.figure).values(ofStage: $0) }
        return (0..<count).map { n in
            let angle = 0.5 * Double.pi * Double(n) / Double(max(count - 1, 1))
            var network = MobileNet.smallest
            for stage in 0..<MobileNet.stageCount {
                var best = (code: 0, value: -Double.infinity)
                for code in 0..<MobileNet.Stage.count {
                    let value = cos(angle) * gains[stage][code] - sin(angle) * costs[stage][code]
                    if value > best.value { best = (code, value) }
                }
                if let choice = MobileNet.Stage(code: best.code) { network[stage] = choice }
            }
            return network
        }
    }
}
