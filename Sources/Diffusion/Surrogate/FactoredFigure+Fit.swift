import Architectures

extension FactoredFigure {
    /// The sum nearest to given values, by least squares: a constant and a value for each type of each node, and for each pattern of a block whose
    /// types do not tell the pattern; their squares penalised by `ridge` (Hoerl & Kennard 1970), the constant's not.
    ///
    /// A node's types sum to one, so without a penalty only their differences were known; the smallest settles that and nothing else. Of MobileNetV3,
    /// what a depth is worth shows in which layers are absent.
    /// - Precondition: a value an architecture of the space, all of them numbers, and a ridge above zero.
    /// - Complexity: the square of the nodes an architecture, and a third of the cube of the values that are fitted
    public init(fitting architectures: [Architecture], of space: SearchSpace, to values: [Double], ridge: Double = 1e-3) {
        precondition(architectures.count == values.count && ridge > 0)
        let columns = space.layout.typeCount, first = space.layout.vertexDimension
        // The number of each pattern that is fitted.
        var shown: [Int?] = [], size = first
        for block in space.blocks {
            let isShown = !block.isToldByTypes
            shown += block.patterns.indices.map { isShown ? size + $0 : nil }
            if isShown { size += block.patterns.count }
        }
        // The constant is taken out by centring.
        var shares = [Double](repeating: 0, count: size)
        var products = [Double](repeating: 0, count: size * size), sums = shares
        let count = Double(max(architectures.count, 1)), mean = values.reduce(0, +) / count
        for (architecture, value) in zip(architectures, values) {
            var entries = architecture.nodeTypes.enumerated().map { $0 * columns + $1 }
            if size > first { entries += (space.patterns(of: architecture) ?? []).compactMap { shown[$0] } }
            for i in entries {
                shares[i] += 1
                sums[i] += value - mean
                for j in entries where j <= i { products[i * size + j] += 1 }
            }
        }
        for i in 0..<size {
            for j in 0...i { products[i * size + j] -= shares[i] * shares[j] / count }
            products[i * size + i] += ridge
        }
        let solution = Cholesky.solve(&products, sums)
        self.init(
            of: space, constant: mean - zip(solution, shares).reduce(0) { $0 + $1.0 * $1.1 / count }, types: Array(solution[..<first]),
            patterns: shown.map { $0.map { solution[$0] } ?? 0 })
    }
}

/// Symmetric positive definite systems by the factors A = L·Lᵀ.
enum Cholesky {
    /// Solves A·x = b. - Parameter a: A's lower triangle, row-major [n][n]; overwritten by L.
    static func solve(_ a: inout [Double], _ b: [Double]) -> [Double] {
        factor(&a, b.count)
        return solve(factor: a, b)
    }

    /// - Parameter a: A's lower triangle, row-major [n][n]; overwritten by L.
    static func factor(_ a: inout [Double], _ n: Int) {
        a.withUnsafeMutableBufferPointer { a in
            for i in 0..<n {
                for j in 0...i {
                    var sum = a[i * n + j]
                    for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
                    a[i * n + j] = i == j ? max(sum, 1e-300).squareRoot() : sum / a[j * n + j]
                }
            }
        }
    }

    /// Solves L·Lᵀ·x = b. - Parameter a: L, row-major [n][n].
    static func solve(factor a: [Double], _ b: [Double]) -> [Double] {
        let n = b.count
        var x = b
        a.withUnsafeBufferPointer { a in
            for i in 0..<n {
                for k in 0..<i { x[i] -= a[i * n + k] * x[k] }
                x[i] /= a[i * n + i]
            }
            for i in (0..<n).reversed() {
                for k in i + 1..<n { x[i] -= a[k * n + i] * x[k] }
                x[i] /= a[i * n + i]
            }
        }
        return x
    }
}
