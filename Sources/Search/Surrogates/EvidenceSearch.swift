import Platform
import Tensors

/// Finds the scales of a Gaussian process.
package struct EvidenceSearch {
    private let targets: [Double]
    private let pairs: GaussianPairs
    /// Mean and deviation of the normal priors on the scales.
    private let prior: GaussianScales
    private let deviations: [Double]

    package init(pairs: GaussianPairs, targets: [Double]) {
        self.targets = targets
        self.pairs = pairs
        let hasTrend = pairs.products != nil
        prior = GaussianScales(weights: pairs.distances.map { _ in 0 }, noise: -3.5, trend: hasTrend ? -1 : nil)
        deviations = pairs.distances.map { _ in 1 } + [1] + (hasTrend ? [1.5] : [])
    }

    /// Climbs along one coordinate after the other; a step that fails turns around, then shrinks.
    package func best() -> GaussianScales {
        var point = prior.coordinates
        var steps = point.map { _ in 0.7 }
        var lowest = loss(point)
        for _ in 0..<Self.sweeps {
            for axis in point.indices {
                var isBetter = false
                for direction in [1.0, -1.0] where !isBetter {
                    var trial = point
                    trial[axis] += direction * steps[axis]
                    let value = loss(trial)
                    guard value < lowest else { continue }
                    (point, lowest, isBetter) = (trial, value, true)
                    steps[axis] *= 1.3 * direction
                }
                if !isBetter { steps[axis] *= 0.5 }
            }
            if steps.allSatisfy({ abs($0) < Self.resolution }) { break }
        }
        return scales(point)
    }

    private func scales(_ point: [Double]) -> GaussianScales {
        var scales = prior
        scales.coordinates = point
        return scales
    }

    private static let sweeps = 20
    private static let resolution = 0.1

    /// −ln(marginal likelihood · priors) at the likeliest mean and amplitude, up to a constant; infinite where the covariance is singular.
    /// - Parameter point: `GaussianScales.coordinates`
    package func loss(_ point: [Double]) -> Double {
        guard let factors = GaussianFactors(pairs, scales: scales(point), targets: targets) else { return .infinity }
        let n = Double(targets.count)
        var penalty = 0.0
        for (i, mean) in prior.coordinates.enumerated() {
            let distance = (point[i] - mean) / deviations[i]
            penalty += 0.5 * distance * distance
        }
        // The amplitude has the prior exp(−1/a)/a. At the likeliest one the squares and the exponent sum to (n + 2)/2, whatever the scales.
        return (0.5 * n + 1) * log(factors.amplitude) + factors.cholesky.halfLogDeterminant + penalty
    }
}

/// What a Gaussian process is once its scales are set: the factor of its covariance, its mean and its amplitude.
package struct GaussianFactors: Sendable {
    let cholesky: Cholesky
    /// The mean by generalised least squares.
    package let mean: Double
    /// The variance that the unit covariance is multiplied by.
    package let amplitude: Double
    /// L⁻¹(y − mean).
    let residual: [Double]

    /// - Returns: nil where the covariance is not positive definite
    package init?(_ pairs: GaussianPairs, scales: GaussianScales, targets: [Double]) {
        let n = targets.count
        let weights = scales.weights.map { exp($0) }, trend = exp(scales.trend ?? -.infinity)
        var covariance = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0..<i {
                var square = 0.0
                for g in weights.indices { square += weights[g] * pairs.distances[g][i * n + j] }
                covariance[i * n + j] = Matern.covariance(square)
            }
            covariance[i * n + i] = 1 + exp(scales.noise) + 1e-6
        }
        if let products = pairs.products { for i in covariance.indices { covariance[i] += trend * products[i] } }
        guard let cholesky = Cholesky(covariance, count: n) else { return nil }
        self.cholesky = cholesky
        let y = cholesky.forward(targets), ones = cholesky.forward([Double](repeating: 1, count: n))
        let onesSquare = ones.reduce(0) { $0 + $1 * $1 }
        mean = zip(y, ones).reduce(0) { $0 + $1.0 * $1.1 } / (onesSquare + 1e-9)
        let mean = mean
        residual = zip(y, ones).map { $0 - mean * $1 }
        amplitude = (residual.reduce(0) { $0 + $1 * $1 } + 2) / Double(n + 2)
    }
}
