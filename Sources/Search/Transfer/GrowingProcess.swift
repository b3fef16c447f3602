import CBLAS
import CKernels
import Platform
import Tensors

/// A Gaussian process on a list of architectures whose covariance is set beforehand, so that an observation costs one row: of the Cholesky factor, and of L⁻¹·K(observed, all).
///
/// y = m₀(x) + a·(c + f(x) + ε): a prior mean m₀, a constant c ~ N(0, `levelVariance`), f with the covariance Matérn 5/2 of the distance between points, noise ε of variance
/// `noise`. The squared amplitude a² has an inverse gamma prior of ν = `freedom` degrees of freedom, so that the evidence is Student's t in closed form (Rasmussen & Williams 2006,
/// equations 2.23 and 2.24; O'Hagan 1978).
package struct GrowingProcess: Sendable {
    /// The covariance, set beforehand.
    package struct Kernel: Sendable {
        /// [n][width] and their squared lengths.
        let points, lengths: [Float]
        let width: Int
        let noise: Float

        /// - Precondition: `width` is above 0
        package init(points: [Float], width: Int, noise: Double) {
            (self.points, self.width, self.noise) = (points, width, Float(noise))
            lengths = (0..<points.count / width).map { row in
                var sum: Float = 0
                for k in row * width..<(row + 1) * width { sum += points[k] * points[k] }
                return sum
            }
        }

        var count: Int { lengths.count }

        /// Covariances of one architecture with all, without noise: Matérn 5/2 of the distance, and the level's variance.
        func covariances(of place: Int) -> [Float] {
            let n = count
            var row = [Float](repeating: 0, count: n)
            points.withUnsafeBufferPointer { points in
                guard let base = points.baseAddress else { return }
                cblas_sgemv(
                    CblasRowMajor, CblasNoTrans, Int32(n), Int32(width), -2, base, Int32(width), base + place * width, 1, 0, &row, 1)
            }
            let own = lengths[place]
            row.withUnsafeMutableBufferPointer { row in
                for j in 0..<n { row[j] += own + lengths[j] }
                if let base = row.baseAddress { dnag_matern52(base, base, n) }
                for j in 0..<n { row[j] += GrowingProcess.levelVariance }
            }
            return row
        }
    }

    /// Of the constant: a target's level is hardly known.
    package static let levelVariance: Float = 10
    /// ν: so many figures stand for an amplitude of 1.
    package static let freedom = 4.0

    let kernel: Kernel
    /// Of what was observed, in order.
    package private(set) var places: [Int] = []
    /// L, a row an observation.
    private var lower: [[Double]] = []
    /// L⁻¹·K(observed, all): [observations][n].
    private var white: [[Float]] = []
    /// Of f + c, in units of the squared amplitude; without noise.
    private var variances: [Float]

    package init(_ kernel: Kernel) {
        self.kernel = kernel
        variances = [Float](repeating: 1 + Self.levelVariance, count: kernel.count)
    }

    /// Takes an observation at one more place: O(n·(width + observations)).
    package mutating func add(_ place: Int) {
        var row = kernel.covariances(of: place)
        let known = white.map { Double($0[place]) }
        let square = Double(row[place] + kernel.noise) - known.reduce(0) { $0 + $1 * $1 }
        // The noise is a part of it, so only rounding makes it less.
        let pivot = max(square, Double(kernel.noise)).squareRoot()
        let n = Int32(row.count)
        for (other, factor) in zip(white, known) { cblas_saxpy(n, Float(-factor), other, 1, &row, 1) }
        let scale = Float(1 / pivot)
        for j in row.indices {
            row[j] *= scale
            variances[j] -= row[j] * row[j]
        }
        places.append(place)
        lower.append(known + [pivot])
        white.append(row)
    }

    /// What figures of the observed say of all.
    package struct Posterior: Sendable {
        /// Of f + c + m₀, in the targets' unit.
        package let means: [Float]
        /// The squared amplitude's mean-like estimate (ν + rᵀK⁻¹r)/(ν + observations).
        package let amplitude: Double
        /// ln p(targets) up to a constant that all priors share.
        package let evidence: Double
    }

    /// - Parameters:
    ///   - targets: in the order of `places`, about standard normal
    ///   - mean: m₀ of all architectures
    package func posterior(_ targets: [Double], mean: [Float]) -> Posterior {
        precondition(targets.count == places.count)
        var residual: [Double] = [], halfDeterminant = 0.0
        for (i, row) in lower.enumerated() {
            var value = targets[i] - Double(mean[places[i]])
            for j in 0..<i { value -= row[j] * residual[j] }
            residual.append(value / row[i])
            halfDeterminant += log(row[i])
        }
        var means = mean
        for (row, value) in zip(white, residual) { cblas_saxpy(Int32(means.count), Float(value), row, 1, &means, 1) }
        let square = residual.reduce(0) { $0 + $1 * $1 }, count = Double(targets.count), nu = Self.freedom
        return Posterior(
            means: means, amplitude: (square + nu) / (count + nu), evidence: -0.5 * (nu + count) * log(1 + square / nu) - halfDeterminant)
    }

    /// The variance of a figure that will be measured, in the targets' unit squared: what is unknown of f + c, and the noise.
    package func variance(at place: Int, amplitude: Double) -> Double { amplitude * (Double(max(variances[place], 0)) + Double(kernel.noise)) }
}
