import Architectures
import Tensors

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
        guard let factors = Cholesky(products, count: size) else { preconditionFailure("a penalty of \(ridge) on figures that are numbers leaves no direction free") }
        let solution = factors.solve(sums)
        self.init(
            of: space, constant: mean - zip(solution, shares).reduce(0) { $0 + $1.0 * $1.1 / count }, types: Array(solution[..<first]),
            patterns: shown.map { $0.map { solution[$0] } ?? 0 })
    }
}
