import CBLAS
import CKernels

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A Gaussian process with its scales set.
struct GaussianProcessFit: SurrogateFit {
    let scaled: ScaledGroups
    /// Log weights of the groups, then log noise.
    let scales: [Double]
    private let rows: [Float]
    private let targets: [Double]
    /// Of the observations, scaled: [n][scaled.count], and their squared lengths.
    private let points: [Float], lengths: [Float]
    private let mean, amplitude, noise: Double
    /// K⁻¹(y − mean) [n], and K⁻¹ [n][n].
    private let weights: [Float], inverse: [Float]
    /// L⁻¹ [n][n], row-major.
    private let whitening: [Float]

    /// - Precondition: a covariance that `scales` makes positive definite; the noise sees to that
    init(scaled: ScaledGroups, scales: [Double], rows: [Float], targets: [Double]) {
        self.scaled = scaled
        self.rows = rows
        self.targets = targets
        let n = targets.count
        let distances = scaled.distances(rows, count: n)
        // Rounding may defeat a small noise: then there is more of it.
        var scales = scales
        var factors = GaussianFactors(distances: distances, scales: scales, targets: targets)
        while factors == nil, let noise = scales.last, noise < 5 {
            scales[scales.count - 1] = noise + 1
            factors = GaussianFactors(distances: distances, scales: scales, targets: targets)
        }
        self.scales = scales
        points = scaled.apply(rows, count: n, logWeights: scales.dropLast())
        lengths = Self.squaredLengths(points, count: n, width: scaled.count)
        noise = exp(scales.last ?? 0)
        guard let factors else {
            // Nothing to go by (figures that are no numbers): the prior.
            (mean, amplitude) = (0, 1)
            weights = [Float](repeating: 0, count: n)
            inverse = [Float](repeating: 0, count: n * n)
            whitening = inverse
            return
        }
        (mean, amplitude) = (factors.mean, factors.amplitude)
        weights = factors.cholesky.backward(factors.residual).map(Float.init)
        inverse = factors.cholesky.inverse.map(Float.init)
        whitening = factors.cholesky.inverseLower.map(Float.init)
    }

    func adding(rows more: [Float], targets moreTargets: [Double]) -> (any SurrogateFit)? {
        GaussianProcessFit(scaled: scaled, scales: scales, rows: rows + more, targets: targets + moreTargets)
    }

    func predict(_ rows: [Float], count: Int) -> [Moments] {
        var moments: [Moments] = []
        moments.reserveCapacity(count)
        let n = targets.count
        var covariances = [Float](repeating: 0, count: Self.chunk * n), white = covariances
        rows.withUnsafeBufferPointer { rows in
            guard let rows = rows.baseAddress else { return }
            var start = 0
            while start < count {
                let size = min(Self.chunk, count - start)
                let x = scaled.apply(rows + start * scaled.width, count: size, logWeights: scales.dropLast())
                covary(x, count: size, into: &covariances)
                // White rows L⁻¹k, so that kᵀK⁻¹k is their squared length.
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, Int32(size), Int32(n), Int32(n), 1, covariances, Int32(n), whitening,
                    Int32(n), 0, &white, Int32(n))
                for row in 0..<size {
                    let (k, w) = (row * n, row * n)
                    var dot: Float = 0, square: Float = 0
                    for j in 0..<n {
                        dot += covariances[k + j] * weights[j]
                        square += white[w + j] * white[w + j]
                    }
                    moments.append(self.moments(dot: Double(dot), square: Double(square)))
                }
                start += size
            }
        }
        return moments
    }

    private static let chunk = 512

    fileprivate func moments(dot: Double, square: Double) -> Moments {
        Moments(mean: mean + dot, variance: amplitude * (max(1 - square, 1e-6) + noise))
    }

    /// Covariances of scaled rows with the observations, [count][n].
    fileprivate func covary(_ x: [Float], count: Int, into covariances: inout [Float]) {
        let n = targets.count, width = scaled.count
        let own = Self.squaredLengths(x, count: count, width: width)
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(n), Int32(width), -2, x, Int32(width), points, Int32(width), 0,
            &covariances, Int32(n))
        for row in 0..<count {
            for j in 0..<n { covariances[row * n + j] += own[row] + lengths[j] }
        }
        covariances.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            dnag_matern52(base, base, count * n)
        }
    }

    private static func squaredLengths(_ x: [Float], count: Int, width: Int) -> [Float] {
        (0..<count).map { row in
            var sum: Float = 0
            for k in row * width..<(row + 1) * width { sum += x[k] * x[k] }
            return sum
        }
    }

    func makeProbe() -> any SurrogateProbe { Probe(self) }

    private final class Probe: SurrogateProbe {
        private let fit: GaussianProcessFit
        private let multipliers: [Double]
        private var point: [Float]
        /// Covariances with the observations, their slopes in the squared distance, K⁻¹k, and a coefficient of each observation.
        private var covariances, slopes, solved, coefficients: [Float]
        private var pulled: [Float]

        init(_ fit: GaussianProcessFit) {
            self.fit = fit
            let n = fit.targets.count
            multipliers = zip(fit.scaled.factors, fit.scales).map { ($0 * exp($1)).squareRoot() }
            point = [Float](repeating: 0, count: fit.scaled.count)
            covariances = [Float](repeating: 0, count: n)
            (slopes, solved, coefficients) = (covariances, covariances, covariances)
            pulled = point
        }

        func moments(at features: UnsafePointer<Float>) -> Moments {
            let n = fit.targets.count, width = fit.scaled.count
            var column = 0
            for (range, multiplier) in zip(fit.scaled.ranges, multipliers) {
                for i in range {
                    point[column] = Float(multiplier) * features[i]
                    column += 1
                }
            }
            for j in 0..<n {
                var square: Float = 0
                for k in 0..<width {
                    let difference = point[k] - fit.points[j * width + k]
                    square += difference * difference
                }
                covariances[j] = Float(Matern.covariance(Double(square)))
                slopes[j] = Float(Matern.slope(Double(square)))
            }
            cblas_sgemv(
                CblasRowMajor, CblasNoTrans, Int32(n), Int32(n), 1, fit.inverse, Int32(n), covariances, 1, 0, &solved, 1)
            var dot: Float = 0, square: Float = 0
            for j in 0..<n {
                dot += covariances[j] * fit.weights[j]
                square += covariances[j] * solved[j]
            }
            return fit.moments(dot: Double(dot), square: Double(square))
        }

        /// ∂μ/∂k = K⁻¹(y − m), ∂v/∂k = −2a·K⁻¹k, ∂k_j/∂φ = slope_j·2(φ − φ_j).
        func gradient(mean a: Double, variance b: Double, into gradient: UnsafeMutablePointer<Float>) {
            let n = fit.targets.count, width = fit.scaled.count
            var total: Float = 0
            for j in 0..<n {
                let slope = Float(a) * fit.weights[j] - Float(2 * b * fit.amplitude) * solved[j]
                coefficients[j] = 2 * slope * slopes[j]
                total += coefficients[j]
            }
            cblas_sgemv(
                CblasRowMajor, CblasTrans, Int32(n), Int32(width), -1, fit.points, Int32(width), coefficients, 1, 0, &pulled, 1)
            for i in 0..<fit.scaled.width { gradient[i] = 0 }
            var column = 0
            for (range, multiplier) in zip(fit.scaled.ranges, multipliers) {
                for i in range {
                    gradient[i] = Float(multiplier) * (pulled[column] + total * point[column])
                    column += 1
                }
            }
        }
    }
}
