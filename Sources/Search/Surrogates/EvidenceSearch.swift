#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the scales of a Gaussian process: log weights of the groups, then the log of the noise's share of the amplitude.
struct EvidenceSearch {
    private let count: Int
    private let targets: [Double]
    private let distances: [[Double]]
    /// Mean and deviation of the normal priors on the scales.
    private let prior: [(mean: Double, deviation: Double)]

    init(scaled: ScaledGroups, rows: [Float], targets: [Double]) {
        count = targets.count
        self.targets = targets
        distances = scaled.distances(rows, count: targets.count)
        prior = scaled.ranges.map { _ in (0, 1) } + [(-3.5, 1)]
    }

    /// Climbs along one coordinate after the other; a step that fails turns around, then shrinks.
    func best() -> [Double] {
        var point = prior.map(\.mean)
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
        return point
    }

    private static let sweeps = 20
    private static let resolution = 0.1

    /// −ln(marginal likelihood · priors), up to a constant; infinite where the covariance is singular.
    func loss(_ scales: [Double]) -> Double {
        guard let factors = GaussianFactors(distances: distances, scales: scales, targets: targets) else { return .infinity }
        let n = Double(count)
        let penalty = zip(scales, prior).reduce(0) { sum, pair in
            let distance = (pair.0 - pair.1.mean) / pair.1.deviation
            return sum + 0.5 * distance * distance
        }
        // The amplitude has an inverse-gamma prior about one.
        let amplitude = factors.amplitude
        return 0.5 * n * log(amplitude) + factors.cholesky.halfLogDeterminant + penalty + 1 / amplitude + log(amplitude)
    }
}

/// What a Gaussian process is once its scales are set: the factor of its covariance, its mean and its amplitude.
struct GaussianFactors: Sendable {
    let cholesky: Cholesky
    /// The mean by generalised least squares.
    let mean: Double
    /// The variance that the unit covariance is multiplied by.
    let amplitude: Double
    /// L⁻¹(y − mean).
    let residual: [Double]

    init?(distances: [[Double]], scales: [Double], targets: [Double]) {
        let n = targets.count
        guard let logNoise = scales.last else { return nil }
        let weights = scales.dropLast().map { exp($0) }
        var covariance = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0..<i {
                var square = 0.0
                for g in distances.indices { square += weights[g] * distances[g][i * n + j] }
                covariance[i * n + j] = Matern.covariance(square)
            }
            covariance[i * n + i] = 1 + exp(logNoise) + 1e-6
        }
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
