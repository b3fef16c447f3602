import CBLAS
import Diffusion
import Tensors

/// A source's figures without the luck of single trainings: the part of their normal scores that is linear in the features, by ridge regression.
///
/// What a data set says of one architecture alone hardly recurs on another data set. What it says of operations and of what leads to what does.
package enum SmoothScores {
    /// The penalty on squared coefficients, as a share of the number of architectures; features have a variance of 1.
    package static let ridge = 0.02

    /// - Parameters:
    ///   - rows: features, [n][width]
    ///   - tasks: figures by task, then by architecture, finite
    /// - Returns: by task: predicted standard scores, [n]; of figures that follow no feature, and of equal ones, next to nothing is left
    package static func of(_ tasks: [[Double]], rows: [Float], width: Int) -> [[Float]] {
        let n = tasks.first?.count ?? 0
        guard n > 0, width > 0 else { return tasks.map { _ in [] } }
        let x = standardised(rows, count: n, width: width)
        // XᵀX/n in float: sums of 26,206 products keep five digits, and the ridge is far above that.
        var gram = [Float](repeating: 0, count: width * width)
        let w = Int32(width)
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, w, w, Int32(n), 1 / Float(n), x, w, x, w, 0, &gram, w)
        var matrix = gram.map(Double.init)
        for i in 0..<width { matrix[i * width + i] += ridge }
        guard let factor = Cholesky(matrix, count: width) else { return tasks.map { _ in [Float](repeating: 0, count: n) } }
        return tasks.map { figures in
            let scores = Targets.normalScores(figures).map(Float.init)
            var cross = [Float](repeating: 0, count: width)
            cblas_sgemv(CblasRowMajor, CblasTrans, Int32(n), w, 1 / Float(n), x, w, scores, 1, 0, &cross, 1)
            let slopes = factor.backward(factor.forward(cross.map(Double.init))).map(Float.init)
            var smooth = [Float](repeating: 0, count: n)
            cblas_sgemv(CblasRowMajor, CblasNoTrans, Int32(n), w, 1, x, w, slopes, 1, 0, &smooth, 1)
            return smooth
        }
    }

    /// Columns of mean 0 and variance 1, those that never vary zero.
    private static func standardised(_ rows: [Float], count n: Int, width: Int) -> [Float] {
        var sums = [Double](repeating: 0, count: width), squares = sums
        for row in 0..<n { for k in 0..<width { sums[k] += Double(rows[row * width + k]) } }
        let means = sums.map { $0 / Double(n) }
        for row in 0..<n {
            for k in 0..<width {
                let difference = Double(rows[row * width + k]) - means[k]
                squares[k] += difference * difference
            }
        }
        let factors = squares.map { square in
            let deviation = (square / Double(n)).squareRoot()
            return deviation > 1e-5 ? 1 / deviation : 0
        }
        var x = rows
        for row in 0..<n { for k in 0..<width { x[row * width + k] = Float((Double(rows[row * width + k]) - means[k]) * factors[k]) } }
        return x
    }
}
