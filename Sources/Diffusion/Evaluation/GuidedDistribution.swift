import Architectures
import Platform

/// The exact distribution over all architectures of a listed space that a guidance stands for, several properties at once:
/// p(A) ∝ exp(Σ γ_p·y_p(A) − ½ Σ k_p·(y_p(A) − y*_p)²).
public struct GuidedDistribution: Sendable {
    /// One property's part in the exponent.
    public struct Term: Sendable {
        /// Standard scores by place; NaN for architectures without the figure, which are left out of the distribution.
        public let scores: [Double]
        /// γ, nats per standard score.
        public let tilt: Double
        /// A standard score that the property is drawn to, and the strength k in nats per squared score.
        public let aim: (target: Double, strength: Double)?

        public init(scores: [Double], tilt: Double = 0, aim: (target: Double, strength: Double)? = nil) {
            self.scores = scores
            self.tilt = tilt
            self.aim = aim
        }
    }

    /// By place; they sum to one, unless no architecture has all figures: then all are zero.
    public let probabilities: [Double]

    /// - Parameters:
    ///   - terms: none is the uniform distribution
    ///   - count: how many architectures there are
    public init(_ terms: [Term], count: Int) {
        var exponents = [Double](repeating: 0, count: count)
        for term in terms {
            for place in 0..<count {
                let score = term.scores[place]
                exponents[place] += term.tilt * score
                if let aim = term.aim { exponents[place] -= 0.5 * aim.strength * (score - aim.target) * (score - aim.target) }
            }
        }
        let top = exponents.reduce(-Double.infinity) { $1.isNaN ? $0 : max($0, $1) }
        let weights = exponents.map { $0.isNaN || !top.isFinite ? 0 : exp($0 - top) }
        self.init(weights: weights)
    }

    private init(weights: [Double]) {
        let total = weights.reduce(0, +)
        probabilities = total > 0 ? weights.map { $0 / total } : weights
    }

    /// The same among some architectures alone; all zero where none of them can occur.
    public func restricted(to holds: [Bool]) -> GuidedDistribution { GuidedDistribution(weights: zip(probabilities, holds).map { $1 ? $0 : 0 }) }

    /// Mean and standard deviation of any figure by place, over the architectures that have one; NaN where none counts.
    public func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        var weight = 0.0, first = 0.0
        for (p, value) in zip(probabilities, values) where !value.isNaN {
            weight += p
            first += p * value
        }
        guard weight > 0 else { return (.nan, .nan) }
        let mean = first / weight
        var second = 0.0
        for (p, value) in zip(probabilities, values) where !value.isNaN { second += p * (value - mean) * (value - mean) }
        return (mean, (second / weight).squareRoot())
    }

    /// The expected number of distinct architectures among independent draws, over the number of draws:
    /// Σ_A (1 − (1 − p_A)ⁿ)/n.
    public func expectedUniqueness(draws: Int) -> Double {
        guard draws > 0 else { return .nan }
        return probabilities.reduce(0) { $0 - expm1(Double(draws) * log1p(-$1)) } / Double(draws)
    }
}
