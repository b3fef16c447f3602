import Architectures
import Foundation

/// The posterior over all cells straight from its definition, prior·exp(−‖x − a‖²/2σ²), in double precision.
struct BruteForcePosterior {
    /// The 15,625 states, [code][66].
    static let states: [[Double]] = Cell.all.map { $0.state.map(Double.init) }

    let probabilities: [Double]

    init(_ x: [Double], sigma: Double, logPrior: [Double]? = nil) {
        let logits = Self.states.enumerated().map { code, state in
            var distance = 0.0
            for i in 0..<66 { distance += (x[i] - state[i]) * (x[i] - state[i]) }
            return (logPrior?[code] ?? 0) - distance / (2 * sigma * sigma)
        }
        let top = logits.reduce(-Double.infinity, max)
        let weights = logits.map { exp($0 - top) }
        let total = weights.reduce(0, +)
        probabilities = weights.map { $0 / total }
    }

    /// E[x₀ | x], [66].
    var mean: [Double] {
        var mean = [Double](repeating: 0, count: 66)
        for (p, state) in zip(probabilities, Self.states) where p > 0 {
            for i in 0..<66 { mean[i] += p * state[i] }
        }
        return mean
    }

    func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        var sum = 0.0, mean = 0.0, variance = 0.0
        for (p, value) in zip(probabilities, values) where !value.isNaN { (sum, mean) = (sum + p, mean + p * value) }
        mean /= sum
        for (p, value) in zip(probabilities, values) where !value.isNaN { variance += p * (value - mean) * (value - mean) }
        return (mean, variance / sum)
    }
}

/// γᵀy by code; NaN where a figure that is tilted by is missing.
func combination(_ tilts: [Float], _ scores: [[Double]]) -> [Double] {
    (0..<Cell.count).map { code in zip(tilts, scores).reduce(0) { $1.0 == 0 ? $0 : $0 + Double($1.0) * $1.1[code] } }
}
