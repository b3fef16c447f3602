import Architectures
import CBLAS
import Tensors

/// Exact posterior moments of all properties for a batch of noisy states: E[y_p | x], Var[y_p | x], and the same for a few random
/// combinations of properties, whose variances carry the covariances.
///
/// Weights of all architectures [rows, samples] times figures [rows, columns] is one matrix product.
package final class PosteriorMoments: PredictorTruth {
    let samples: Int
    let propertyCount: Int
    private let posterior: ListedPosterior
    private let list: ArchitectureList
    /// The states taken in
    private var waiting: [(index: Int, x: UnsafePointer<Float>, sigma: Double)] = []
    private let complete: [Int]
    private let figures: ScratchOwner
    private let weights: ScratchOwner
    private let sums: ScratchOwner
    private let columns: Int
    private let partial: [Int]
    private let directionCount: Int
    private(set) var directions: [PropertyDirection] = []

    package init(of space: SearchSpace, scores: [[Double]], support: [Int], samples: Int, directionCount: Int) {
        self.samples = samples
        propertyCount = scores.count
        let supported = Set(support)
        let count = space.list?.count ?? 0
        posterior = ListedPosterior(of: space, logPrior: (0..<count).map { supported.contains($0) ? 0 : -.infinity })
        list = posterior.list
        partial = scores.indices.filter { p in support.contains { scores[p][$0].isNaN } }
        complete = scores.indices.filter { p in !support.contains { scores[p][$0].isNaN } }
        self.directionCount = complete.count < 2 ? 0 : directionCount
        columns = 2 * propertyCount + partial.count + 2 * self.directionCount
        figures = ScratchOwner(count * columns)
        weights = ScratchOwner(samples * count)
        sums = ScratchOwner(samples * columns)
        for (place, architecture) in list.places.enumerated() {
            let row = figures.pointer + place * columns
            for p in 0..<propertyCount {
                let y = scores[p][architecture]
                row[p] = y.isNaN ? 0 : Float(y)
                row[propertyCount + p] = row[p] * row[p]
            }
            for (k, p) in partial.enumerated() { row[2 * propertyCount + k] = scores[p][architecture].isNaN ? 0 : 1 }
        }
    }

    func drawDirections(_ generator: inout PhiloxGenerator) {
        directions = PropertyDirection.draw(directionCount, among: complete, &generator)
        let first = 2 * propertyCount + partial.count
        for (k, direction) in directions.enumerated() {
            for place in 0..<list.count {
                let row = figures.pointer + place * columns
                var s: Float = 0
                for (p, c) in zip(direction.properties, direction.coefficients) { s += c * row[p] }
                row[first + 2 * k] = s
                row[first + 2 * k + 1] = s * s
            }
        }
    }

    /// The state must stay where it is until `compute`.
    package func condition(_ index: Int, on x: UnsafePointer<Float>, sigma: Double, step: Int, sample: Int) {
        waiting.append((index, x, sigma))
        if waiting.count == Panel.width { weigh() }
    }

    /// Leaves the posteriors of the waiting states in their columns of `weights`, [rows][samples].
    private func weigh() {
        for (slot, state) in waiting.enumerated() { posterior.load(slot, state.x, sigma: state.sigma) }
        posterior.compute()
        for (slot, state) in waiting.enumerated() {
            let scale = Float(1 / posterior.totals[slot]), column = weights.pointer + state.index
            for row in 0..<list.count { column[row * samples] = posterior.weights[row * Panel.width + slot] * scale }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    package func compute() {
        if !waiting.isEmpty { weigh() }
        cblas_sgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, Int32(samples), Int32(columns), Int32(list.count), 1,
            weights.pointer, Int32(samples), figures.pointer, Int32(columns), 0, sums.pointer, Int32(columns))
    }

    /// E and Var of property `p` given sample `index`; nil when no likely cell has a figure.
    package func moments(_ index: Int, property p: Int) -> (mean: Float, variance: Float)? {
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
