import CBLAS
import Platform

/// L with L·Lᵀ = A for a symmetric positive definite A, and what is solved with it. In double precision.
package struct Cholesky: Sendable {
    package let count: Int
    /// Row-major [count][count]; what is above the diagonal is zero.
    package let lower: [Double]

    /// - Parameter matrix: [count][count], row-major; only what is on and below the diagonal is read
    /// - Returns: nil unless the matrix is positive definite
    package init?(_ matrix: [Double], count: Int) {
        precondition(matrix.count == count * count)
        self.count = count
        var l = matrix
        let isDefinite = l.withUnsafeMutableBufferPointer { l in
            guard let base = l.baseAddress else { return true }
            for i in 0..<count {
                let row = base + i * count
                for j in 0..<i {
                    let other = base + j * count
                    row[j] = (row[j] - cblas_ddot(Int32(j), row, 1, other, 1)) / other[j]
                }
                let rest = row[i] - cblas_ddot(Int32(i), row, 1, row, 1)
                guard rest > 0, rest.isFinite else { return false }
                row[i] = rest.squareRoot()
                for j in i + 1..<max(count, i + 1) { row[j] = 0 }
            }
            return true
        }
        guard isDefinite else { return nil }
        lower = l
    }

    /// L⁻¹·b.
    package func forward(_ b: [Double]) -> [Double] {
        var x = b
        cblas_dtrsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, Int32(count), lower, Int32(count), &x, 1)
        return x
    }

    /// L⁻ᵀ·b.
    package func backward(_ b: [Double]) -> [Double] {
        var x = b
        cblas_dtrsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, Int32(count), lower, Int32(count), &x, 1)
        return x
    }

    /// A⁻¹·b.
    package func solve(_ b: [Double]) -> [Double] { backward(forward(b)) }

    /// ln √det A.
    package var halfLogDeterminant: Double { (0..<count).reduce(0) { $0 + log(lower[$1 * count + $1]) } }

    /// L⁻¹, row-major [count][count].
    package var inverseLower: [Double] {
        var inverse = [Double](repeating: 0, count: count * count)
        for i in 0..<count { inverse[i * count + i] = 1 }
        let n = Int32(count)
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, lower, n, &inverse, n)
        return inverse
    }

    /// A⁻¹, row-major [count][count].
    package var inverse: [Double] {
        var inverse = inverseLower
        let n = Int32(count)
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, n, n, 1, lower, n, &inverse, n)
        return inverse
    }
}
