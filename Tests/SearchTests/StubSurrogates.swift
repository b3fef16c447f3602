import Foundation
import Search

/// A mean that is linear in the features and a variance that is the same everywhere, whatever was observed.
struct LinearSurrogate: Surrogate {
    let name = "linear"
    /// Of the first features, the choices; further features do not count.
    let weights: [Double]
    var variance = 1.0

    func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit {
        Fit(weights: weights, variance: variance, width: features.count)
    }

    private struct Fit: SurrogateFit {
        let weights: [Double]
        let variance: Double
        let width: Int

        func predict(_ rows: [Float], count: Int) -> [Moments] {
            (0..<count).map { row in
                Moments(mean: weights.indices.reduce(0) { $0 + weights[$1] * Double(rows[row * width + $1]) }, variance: variance)
            }
        }
        func adding(rows: [Float], targets: [Double]) -> (any SurrogateFit)? { self }
        func makeProbe() -> any SurrogateProbe { Probe(fit: self) }
    }

    private final class Probe: SurrogateProbe {
        private let fit: Fit
        init(fit: Fit) { self.fit = fit }
        func moments(at features: UnsafePointer<Float>) -> Moments {
            Moments(mean: fit.weights.indices.reduce(0) { $0 + fit.weights[$1] * Double(features[$1]) }, variance: fit.variance)
        }
        func gradient(mean a: Double, variance b: Double, into gradient: UnsafeMutablePointer<Float>) {
            for i in 0..<fit.width { gradient[i] = Float(i < fit.weights.count ? a * fit.weights[i] : 0) }
        }
    }
}

/// Bayesian linear regression on the choices: weights of N(0, 1), noise of N(0, ¼); everything has a closed form.
struct RegressionSurrogate: Surrogate {
    let name = "regression"

    func fit(_ features: FeatureMap, rows: [Float], targets: [Double], seed: UInt64) -> any SurrogateFit {
        let width = features.count, count = features.choiceCount
        return Regression(
            rows: targets.indices.map { row in (0..<count).map { Double(rows[row * width + $0]) } }, targets: targets, width: width)
    }
}

struct Regression: SurrogateFit {
    let rows: [[Double]]
    let targets: [Double]
    /// Numbers of a row of features, of which the first are read.
    let width: Int
    static let noise = 0.25

    /// Of a row of choices: with A = XᵀX + ¼ the mean is xᵀA⁻¹Xᵀy and the variance ¼(1 + xᵀA⁻¹x).
    func moments(_ x: [Double]) -> Moments {
        let n = x.count
        // Gauss and Jordan on [A | x].
        var a = (0..<n).map { i in
            (0..<n).map { j in rows.reduce(i == j ? Self.noise : 0) { $0 + $1[i] * $1[j] } } + [x[i]]
        }
        for column in 0..<n {
            for row in 0..<n where row != column {
                let factor = a[row][column] / a[column][column]
                for k in column...n { a[row][k] -= factor * a[column][k] }
            }
        }
        let solved = (0..<n).map { a[$0][n] / a[$0][$0] }
        let sums = (0..<n).map { i in zip(rows, targets).reduce(0) { $0 + $1.0[i] * $1.1 } }
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return Moments(mean: dot(solved, sums), variance: Self.noise * (1 + dot(x, solved)))
    }

    func with(_ row: [Double], _ target: Double) -> Regression { Regression(rows: rows + [row], targets: targets + [target], width: width) }

    func predict(_ rows: [Float], count: Int) -> [Moments] {
        (0..<count).map { row in moments(self.rows[0].indices.map { Double(rows[row * width + $0]) }) }
    }

    func adding(rows: [Float], targets: [Double]) -> (any SurrogateFit)? {
        targets.indices.reduce(self) { fit, row in fit.with(self.rows[0].indices.map { Double(rows[row * width + $0]) }, targets[row]) }
    }

    func makeProbe() -> any SurrogateProbe { preconditionFailure("is not asked with gradients") }
}
