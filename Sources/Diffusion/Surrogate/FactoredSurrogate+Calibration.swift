import Architectures
import Tensors

extension FactoredSurrogate {
    /// What was measured = slope·(as labelled) + a sum + what pairs of nodes add.
    public struct Calibration: Sendable, Hashable {
        public let slope: Double
        public let correction: FactoredFigure
        /// nil where only a sum was fitted
        public let pairs: PairFigure?

        public init(slope: Double = 1, correction: FactoredFigure, pairs: PairFigure? = nil) {
            (self.slope, self.correction, self.pairs) = (slope, correction, pairs)
        }
    }

    /// How much of what the line leaves is expected of types, of pairs and of chance, as shares of the measured variance. Of architectures with m of n types in
    /// common, types share m/n of their part, and pairs (m/n)² of theirs.
    public struct Expectation: Sendable, Hashable {
        public var types, pairs, noise: Double

        /// Of nine that were tried in cross-validation of MobileNetV3's top-1 one of the best; they differ little.
        public init(types: Double = 0.15, pairs: Double = 0.05, noise: Double = 0.001) { (self.types, self.pairs, self.noise) = (types, pairs, noise) }
    }

    /// More rows are thinned out evenly: time grows with their cube.
    static let mostCalibrated = 3_000
    /// Architectures over which pairs keep no sum.
    private static let references = 10_000

    /// The same surrogate calibrated on measured architectures: a straight line of the labels by generalised least squares, and a Gaussian process of types
    /// and pairs for what it leaves (universal kriging: Rasmussen & Williams 2006, 2.7). Both kernels are of finite rank, so what is kept is a value for
    /// each type and each pair of types, and nothing of any one architecture.
    /// - Precondition: at least two architectures, a figure each.
    public func calibrated(on architectures: [Architecture], measured values: [Double], expecting expected: Expectation = Expectation()) -> FactoredSurrogate {
        precondition(architectures.count == values.count && architectures.count >= 2)
        let step = Double(max(architectures.count, Self.mostCalibrated)) / Double(Self.mostCalibrated)
        let rows = architectures.count <= Self.mostCalibrated ? Array(architectures.indices) : (0..<Self.mostCalibrated).map { Int(Double($0) * step) }
        let used = rows.map { architectures[$0] }, y = rows.map { values[$0] }, raw = labelled(used), count = used.count
        let mean = y.reduce(0, +) / Double(count), middle = raw.reduce(0, +) / Double(count), labels = raw.map { $0 - middle }
        let variance = max(y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count), 1e-12)
        let hasPairs = space.layout.vertexDimension <= PairFigure.most
        let (types, pairs, noise) = (variance * expected.types, hasPairs ? variance * expected.pairs : 0, variance * expected.noise)
        let nodes = space.layout.nodeCount, chosen = used.flatMap(\.nodeTypes)
        var kernel = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0...i {
                let common = Double((0..<nodes).count { chosen[i * nodes + $0] == chosen[j * nodes + $0] }) / Double(nodes)
                kernel[i * count + j] = types * common + pairs * common * common + (i == j ? noise : 0)
            }
        }
        // With A the kernel's inverse: the line that leaves the least rᵀA r of what it leaves, and the weights A r.
        guard let factors = Cholesky(kernel, count: count) else { preconditionFailure("a kernel with noise on its diagonal is positive definite") }
        let ones = factors.solve(y.map { _ in 1 }), ofLabels = factors.solve(labels), ofValues = factors.solve(y)
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let (n, s, ss) = (ones.reduce(0, +), product(ones, labels), product(ofLabels, labels)), (t, st) = (product(ones, y), product(ofLabels, y))
        let determinant = n * ss - s * s
        let slope = determinant > 1e-12 * n * ss ? (n * st - s * t) / determinant : 1, constant = (t - slope * s) / n
        let weights = (0..<count).map { ofValues[$0] - constant * ones[$0] - slope * ofLabels[$0] }
        return with(calibration(slope, constant - slope * middle, weights, chosen, types: types, pairs: pairs), about: about)
    }

    /// The weights of architectures as values of types and pairs. - Parameter chosen: types, [architectures][nodes]
    private func calibration(_ slope: Double, _ constant: Double, _ weights: [Double], _ chosen: [Int], types: Double, pairs: Double) -> Calibration {
        let nodes = space.layout.nodeCount, columns = space.layout.typeCount, size = space.layout.vertexDimension
        // (m/n)² is m/n², a type's part, and twice the pairs of nodes that both have in common over n².
        let ofType = types / Double(nodes) + pairs / Double(nodes * nodes), ofPair = 2 * pairs / Double(nodes * nodes)
        var correction = FactoredFigure(of: space, constant: constant), values = [Double](repeating: 0, count: pairs > 0 ? size * size : 0)
        for (row, weight) in weights.enumerated() {
            let entries = (0..<nodes).map { $0 * columns + chosen[row * nodes + $0] }
            for n in 0..<nodes {
                correction.types[entries[n]] += ofType * weight
                if pairs > 0 { for m in n + 1..<nodes { values[entries[n] * size + entries[m]] += ofPair * weight } }
            }
        }
        guard pairs > 0 else { return Calibration(slope: slope, correction: correction) }
        let figure = PairFigure(values.map(Float.init), FactoredFigure(of: space))
        let (rest, sum) = figure.centred(over: RandomArchitectures.draw(Self.references, of: space, seed: 0x2013))
        return Calibration(slope: slope, correction: correction + sum, pairs: rest)
    }

    /// What the measured figure is beyond a sum, by architecture.
    public func measuredResiduals(of architectures: [Architecture]) -> [Double] {
        zip(architectures, residuals(of: architectures)).map { architecture, residual in
            calibration.slope * residual + (calibration.pairs.map { $0.value(of: architecture) ?? .nan } ?? 0)
        }
    }
}
