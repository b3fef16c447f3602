import Architectures
import Platform
import Tensors

/// The distribution that a tilt by figures beyond sums leads to, by self-normalised importance sampling: architectures drawn from the tilt's sum alone, in closed form, and weighed by
/// exp(γ·share·r(A)) for what the surrogate says beyond the sum.
struct WeighedTilt {
    private let targets: FactoredTargets
    private let properties: [(weight: Double, target: FactoredTargets.Property)]
    private let drawn: [Architecture]
    private let residuals, weights: [Double]

    /// Enough that the means' own error is a fraction of that of some thousand samples.
    static let draws = 60_000

    init(_ targets: FactoredTargets, _ names: [String], weights: [Double], gamma: Double) {
        self.targets = targets
        properties = zip(names, weights).compactMap { name, weight in targets.properties.first { $0.info.name == name }.map { (weight, $0) } }
        let sum = properties.map { ($0.weight, $0.target.score) }.combined(in: targets.space)
        let excess = properties.reduce(0) { $0 + $1.weight * $1.target.residualShare / $1.target.deviation }
        let posterior = FactoredPosterior(prior: targets.space.logPrior + gamma * sum), noise = NoiseSource(seed: 0x5217)
        posterior.condition(on: [Float](repeating: 0, count: targets.space.layout.stateDimension), sigma: 1)
        drawn = (0..<Self.draws).compactMap { n in
            posterior.drawArchitecture { noise.uniform(sample: UInt32(n), step: 0, stage: 0x7700 + UInt32($0)) }
        }
        residuals = targets.surrogate.residuals(of: drawn)
        let exponents = residuals.map { gamma * excess * $0 }, top = exponents.max() ?? 0
        let raw = exponents.map { exp($0 - top) }, total = raw.reduce(0, +)
        self.weights = raw.map { $0 / total }
    }

    /// The number of equally weighed draws that these are worth.
    var effectiveDraws: Double { 1 / weights.reduce(0) { $0 + $1 * $1 } }

    var truth: TiltTruth {
        let own = score(drawn, residuals), before = wholeScores.sorted(), median = before[before.count / 2]
        let mean = average(own), spread = zip(weights, own).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }.squareRoot()
        let bins = ScoreBins(mean - 4 * max(spread, 1e-9)...mean + 4 * max(spread, 1e-9), count: ScoreHistogram.count)
        return TiltTruth(
            score: .init(values: { [self] in score($0, targets.surrogate.residuals(of: $0)) }, exactMean: mean),
            figures: properties.map { figure($0.target, scale: 1, shift: 0) },
            scores: properties.map { figure($0.target, scale: 1 / $0.target.deviation, shift: -$0.target.mean / $0.target.deviation) },
            median: (median, zip(weights, own).reduce(0) { $1.1 < median ? $0 + $1.0 : $0 }),
            histogram: ScoreHistogram(
                low: bins.range.lowerBound, span: bins.range.upperBound - bins.range.lowerBound, probabilities: bins.probabilities(own, weights: weights)),
            probabilities: nil)
    }

    private func average(_ values: [Double]) -> Double { zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } }

    private func figure(_ target: FactoredTargets.Property, scale: Double, shift: Double) -> TiltTruth.Figure {
        func values(_ architectures: [Architecture], _ residuals: [Double]) -> [Double] {
            zip(architectures, residuals).map { shift + scale * ((target.figure.value(of: $0) ?? .nan) + target.residualShare * $1) }
        }
        return .init(values: { [targets] in values($0, targets.surrogate.residuals(of: $0)) }, exactMean: average(values(drawn, residuals)))
    }

    /// s of architectures whose residuals are known.
    private func score(_ architectures: [Architecture], _ residuals: [Double]) -> [Double] {
        zip(architectures, residuals).map { architecture, residual in
            properties.reduce(0) {
                $0 + $1.weight * (($1.target.score.value(of: architecture) ?? .nan) + $1.target.residualShare / $1.target.deviation * residual)
            }
        }
    }

    /// s of architectures of the space's own distribution.
    private var wholeScores: [Double] {
        let drawn = RandomArchitectures.draw(20_000, of: targets.space, seed: 0x2013)
        return score(drawn, targets.surrogate.residuals(of: drawn))
    }
}
