import CBLAS
import CKernels
import Platform

/// A Gaussian process with its scales set.
package struct GaussianProcessFit: SurrogateFit {
    let geometry: GaussianGeometry
    let scales: GaussianScales
    private let rows: [Float]
    private let targets: [Double]
    /// Of the observations, scaled: [n][geometry.count], their squared lengths, and the trend's columns.
    private let points, lengths, trends: [Float]
    private let mean, amplitude, noise: Double
    /// K⁻¹(y − mean) [n], K⁻¹ and L⁻¹ [n][n].
    private let weights, inverse, whitening: [Float]

    package init(geometry: GaussianGeometry, scales: GaussianScales, rows: [Float], targets: [Double]) {
        self.geometry = geometry
        self.rows = rows
        self.targets = targets
        let n = targets.count
        let pairs = geometry.pairs(rows, count: n)
        // Rounding may defeat a small noise: then there is more of it.
        var scales = scales
        var factors = GaussianFactors(pairs, scales: scales, targets: targets)
        while factors == nil, scales.noise < 5 {
            scales.noise += 1
            factors = GaussianFactors(pairs, scales: scales, targets: targets)
        }
        self.scales = scales
        points = geometry.scaled(rows, count: n, scales)
        trends = geometry.trended(rows, count: n, scales)
        lengths = Self.squaredLengths(points, count: n)
        noise = exp(scales.noise)
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

    package func adding(rows more: [Float], targets moreTargets: [Double]) -> (any SurrogateFit)? {
        GaussianProcessFit(geometry: geometry, scales: scales, rows: rows + more, targets: targets + moreTargets)
    }

    package func predict(_ rows: [Float], count: Int) -> [Moments] {
        var moments: [Moments] = []
        moments.reserveCapacity(count)
        let n = targets.count
        var covariances = [Float](repeating: 0, count: Self.chunk * n), white = covariances
        rows.withUnsafeBufferPointer { rows in
            guard let rows = rows.baseAddress else { return }
            var start = 0
            while start < count {
                let size = min(Self.chunk, count - start)
                let prior = covary(rows + start * geometry.width, count: size, into: &covariances)
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
                    moments.append(self.moments(dot: dot, square: square, prior: prior[row]))
                }
                start += size
            }
        }
        return moments
    }

    private static let chunk = 512

    /// - Parameters:
    ///   - dot, square: k·K⁻¹(y − m) and k·K⁻¹k
    ///   - prior: k(x, x)
    fileprivate func moments(dot: Float, square: Float, prior: Float) -> Moments {
        Moments(mean: mean + Double(dot), variance: amplitude * (max(Double(prior - square), 1e-6) + noise))
    }

    /// Covariances of rows with the observations, [count][n]. - Returns: each row's with itself
    private func covary(_ rows: UnsafePointer<Float>, count: Int, into covariances: inout [Float]) -> [Float] {
        let n = targets.count, width = geometry.count
        let x = geometry.scaled(rows, count: count, scales)
        let own = Self.squaredLengths(x, count: count)
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
        guard let trend = geometry.trend else { return [Float](repeating: 1, count: count) }
        let u = geometry.trended(rows, count: count, scales), columns = Int32(trend.range.count)
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, Int32(count), Int32(n), columns, 1, u, columns, trends, columns, 1, &covariances,
            Int32(n))
        return Self.squaredLengths(u, count: count).map { 1 + $0 }
    }

    private static func squaredLengths(_ x: [Float], count: Int) -> [Float] {
        let width = x.count / max(count, 1)
        return (0..<count).map { row in
            var sum: Float = 0
            for k in row * width..<(row + 1) * width { sum += x[k] * x[k] }
            return sum
        }
    }

    package func makeProbe() -> any SurrogateProbe { Probe(self) }

    private final class Probe: SurrogateProbe {
        private let fit: GaussianProcessFit
        private let multipliers: [Float]
        private let trendMultiplier: Float
        /// Scaled features, and those of the trend.
        private var point, trend: [Float]
        /// Covariances with the observations, their slopes in the squared distance, K⁻¹k, and coefficients of the observations.
        private var covariances, slopes, solved, coefficients, trendCoefficients: [Float]
        private var pulled, trendPulled: [Float]

        init(_ fit: GaussianProcessFit) {
            self.fit = fit
            multipliers = fit.geometry.multipliers(fit.scales)
            trendMultiplier = fit.geometry.trendMultiplier(fit.scales)
            point = [Float](repeating: 0, count: fit.geometry.count)
            trend = [Float](repeating: 0, count: fit.geometry.trend?.range.count ?? 0)
            covariances = [Float](repeating: 0, count: fit.targets.count)
            (slopes, solved, coefficients, trendCoefficients) = (covariances, covariances, covariances, covariances)
            (pulled, trendPulled) = (point, trend)
        }

        func moments(at features: UnsafePointer<Float>) -> Moments {
            let n = fit.targets.count, width = fit.geometry.count
            var column = 0
            for (range, multiplier) in zip(fit.geometry.ranges, multipliers) {
                for i in range {
                    point[column] = multiplier * features[i]
                    column += 1
                }
            }
            var prior: Float = 1
            if let range = fit.geometry.trend?.range {
                for (place, i) in range.enumerated() {
                    trend[place] = trendMultiplier * features[i]
                    prior += trend[place] * trend[place]
                }
            }
            for j in 0..<n {
                var square: Float = 0
                for k in 0..<width {
                    let difference = point[k] - fit.points[j * width + k]
                    square += difference * difference
                }
                let s = (5 * square).squareRoot(), decay = exp(-s)
                var product: Float = 0
                for k in trend.indices { product += trend[k] * fit.trends[j * trend.count + k] }
                covariances[j] = (1 + s + s * s / 3) * decay + product
                slopes[j] = -5 / 6 * (1 + s) * decay
            }
            cblas_sgemv(
                CblasRowMajor, CblasNoTrans, Int32(n), Int32(n), 1, fit.inverse, Int32(n), covariances, 1, 0, &solved, 1)
            var dot: Float = 0, square: Float = 0
            for j in 0..<n {
                dot += covariances[j] * fit.weights[j]
                square += covariances[j] * solved[j]
            }
            return fit.moments(dot: dot, square: square, prior: prior)
        }

        /// ∂μ/∂k = K⁻¹(y − m), ∂v/∂k = −2a·K⁻¹k, ∂k_j/∂φ = slope_j·2(φ − φ_j) + u_j, and v holds a·‖u‖² itself.
        func gradient(mean a: Double, variance b: Double, into gradient: UnsafeMutablePointer<Float>) {
            let n = fit.targets.count, width = fit.geometry.count
            let own = Float(2 * b * fit.amplitude)
            var total: Float = 0
            for j in 0..<n {
                trendCoefficients[j] = Float(a) * fit.weights[j] - own * solved[j]
                coefficients[j] = 2 * trendCoefficients[j] * slopes[j]
                total += coefficients[j]
            }
            cblas_sgemv(
                CblasRowMajor, CblasTrans, Int32(n), Int32(width), -1, fit.points, Int32(width), coefficients, 1, 0, &pulled, 1)
            for i in 0..<fit.geometry.width { gradient[i] = 0 }
            var column = 0
            for (range, multiplier) in zip(fit.geometry.ranges, multipliers) {
                for i in range {
                    gradient[i] = multiplier * (pulled[column] + total * point[column])
                    column += 1
                }
            }
            guard let range = fit.geometry.trend?.range else { return }
            let columns = Int32(trend.count)
            cblas_sgemv(
                CblasRowMajor, CblasTrans, Int32(n), columns, 1, fit.trends, columns, trendCoefficients, 1, 0, &trendPulled, 1)
            for (place, i) in range.enumerated() { gradient[i] += trendMultiplier * (trendPulled[place] + own * trend[place]) }
        }
    }
}
