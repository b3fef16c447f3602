import Architectures
import Platform
import Tensors

/// The distribution that guidance in a space of blocks stands for, p(A) ∝ prior(A)·exp(Σ γ_p y_p(A)).
///
/// Where every tilted property is a sum over blocks, patterns and nodes, it is a posterior that has seen nothing, under the prior + Σ γ_p y_p, and in closed form.
/// Else architectures are drawn from the sum's part of it and weighted by exp(Σ γ_p r_p(A)), r_p what is beyond the sum.
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
        let posterior = FactoredPosterior(prior: targets.space.logPrior + gamma * direction)
        posterior.condition(on: [Float](repeating: 0, count: targets.space.layout.stateDimension), sigma: 1)
        let noise = NoiseSource(seed: seed)
        let drawn = (0..<draws).compactMap { n in
            posterior.drawArchitecture { noise.uniform(sample: UInt32(truncatingIfNeeded: n), step: 0, stage: 0x7700 + UInt32($0)) }
        }
        let residuals = targets.surrogate.residuals(of: drawn)
        let rests = targets.properties.map { property in
            property.isSum ? nil : zip(drawn, residuals).map { property.rest(of: $0, residual: $1) }
        }
        // Of the direction, in scores.
        var rest: [Double]?
        for (share, (property, own)) in zip(shares, zip(targets.properties, rests)) where share != 0 {
            guard let own else { continue }
            rest = zip(rest ?? own.map { _ in 0 }, own).map { $0 + share / property.deviation * $1 }
        }
        let isSum = gamma == 0 || rest == nil, exponents = isSum ? residuals.map { _ in 0 } : (rest ?? []).map { gamma * $0 }
        let top = exponents.max() ?? 0
        let raw = exponents.map { exp($0 - top) }, total = raw.reduce(0, +)
        effectiveDraws = isSum ? nil : total * total / raw.reduce(0) { $0 + $1 * $1 }
        func average(_ figure: FactoredFigure, _ rest: [Double]?) -> Double {
            guard !isSum || rest != nil else { return posterior.moments(figure).mean }
            var sum = 0.0
            for (n, architecture) in drawn.enumerated() { sum += raw[n] * ((figure.value(of: architecture) ?? .nan) + (rest?[n] ?? 0)) }
            return sum / total
        }
        means = zip(targets.properties, rests).map { average($0.figure, $1) }
        score = average(direction, rest)
    }
}
