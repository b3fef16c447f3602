import Architectures
import CBLAS
import Tensors

/// Exact posterior moments of all properties for a batch of noisy states: E[y_p | x], Var[y_p | x], and the same for a few random
/// combinations of properties, whose variances carry the covariances.
///
/// Weights of all cells [samples, 15625] times figures [15625, columns] is one matrix product.
final class PosteriorMoments: PredictorTruth {
    let samples: Int
    let propertyCount: Int
    private let posterior: ExactPosterior
    private let complete: [Int]
    private let figures: ScratchOwner
    private let weights: ScratchOwner
    private let sums: ScratchOwner
    private let columns: Int
    private let partial: [Int]
    private let directionCount: Int
    private(set) var directions: [PropertyDirection] = []

    init(scores: [[Double]], support: [Int], samples: Int, directionCount: Int) {
        self.samples = samples
        propertyCount = scores.count
        let supported = Set(support)
        posterior = ExactPosterior(logPrior: (0..<Cell.count).map { supported.contains($0) ? 0 : -.infinity })
        partial = scores.indices.filter { p in support.contains { scores[p][$0].isNaN } }
        complete = scores.indices.filter { p in !support.contains { scores[p][$0].isNaN } }
        self.directionCount = complete.count < 2 ? 0 : directionCount
        columns = 2 * propertyCount + partial.count + 2 * self.directionCount
        figures = ScratchOwner(Cell.count * columns)
        weights = ScratchOwner(samples * Cell.count)
        sums = ScratchOwner(samples * columns)
        for code in 0..<Cell.count {
            let row = figures.pointer + code * columns
            for p in 0..<propertyCount {
                let y = scores[p][code]
                row[p] = y.isNaN ? 0 : Float(y)
                row[propertyCount + p] = row[p] * row[p]
            }
            for (k, p) in partial.enumerated() { row[2 * propertyCount + k] = scores[p][code].isNaN ? 0 : 1 }
        }
    }

    func drawDirections(_ generator: inout PhiloxGenerator) {
        directions = PropertyDirection.draw(directionCount, among: complete, &generator)
        let first = 2 * propertyCount + partial.count
        for (k, direction) in directions.enumerated() {
            for code in 0..<Cell.count {
                let row = figures.pointer + code * columns
                var s: Float = 0
                for (p, c) in zip(direction.properties, direction.coefficients) { s += c * row[p] }
                row[first + 2 * k] = s
                row[first + 2 * k + 1] = s * s
            }
        }
    }

    func condition(_ index: Int, on x: UnsafePointer<Float>, sigma: Double, step: Int, sample: Int) {
        posterior.condition(on: x, sigma: sigma)
        let row = weights.pointer + index * Cell.count
        let scale = Float(1 / posterior.total)
        for code in 0..<Cell.count { row[code] = posterior.weights[code] * scale }
    }

    func compute() {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(samples), Int32(columns), Int32(Cell.count), 1,
            weights.pointer, Int32(Cell.count), figures.pointer, Int32(columns), 0, sums.pointer, Int32(columns))
    }

    /// E and Var of property `p` given sample `index`; nil when no likely cell has a figure.
    func moments(_ index: Int, property p: Int) -> (mean: Float, variance: Float)? {
        let row = sums.pointer + index * columns
        var share: Float = 1
        if let k = partial.firstIndex(of: p) { share = row[2 * propertyCount + k] }
        guard share > 1e-3 else { return nil }
        let mean = row[p] / share
        return (mean, max(0, row[propertyCount + p] / share - mean * mean))
    }

    func moments(_ index: Int, direction k: Int) -> (mean: Float, variance: Float) {
        let row = sums.pointer + index * columns + 2 * propertyCount + partial.count + 2 * k
        return (row[0], max(0, row[1] - row[0] * row[0]))
    }
}
