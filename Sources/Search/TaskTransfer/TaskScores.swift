import Architectures
import CBLAS
import Diffusion
import Foundation
import Tasks
import Tensors

/// What a cell is worth on a task that no cell was trained on, by what the images are like: standard scores within the task, y(A, task) = φ(A)ᵀ(w₀ + W·z(task)).
///
/// φ are the features that surrogates learn from, z the task's code in standard units over the tasks that were measured. w₀ is what all tasks have in common: alone it is the
/// *task-free* predictor, their mean. All weights are found at once by ridge regression on the normal scores of accuracies within each task.
public struct TaskScores: Sendable {
    /// Whether the code of a task has a part.
    public enum Knowledge: Sendable, Hashable { case images, taskFree }

    /// Penalties on the squares of w₀ and of W; chosen by leaving out a family at a time: docs/measurements.md.
    package struct Penalties: Sendable, Hashable {
        package var common: Double
        package var specific: Double

        package init(common: Double = 3, specific: Double = 10) { (self.common, self.specific) = (common, specific) }
    }

    /// [1 + traits][features]
    package let weights: [Float]
    private let basis: CellBasis
    /// Of the codes of the tasks learned from.
    private let units: CodeUnits

    init(weights: [Float], basis: CellBasis, units: CodeUnits) {
        precondition(weights.count == (1 + TaskCode.Trait.allCases.count) * basis.width)
        (self.weights, self.basis, self.units) = (weights, basis, units)
    }

    /// Learns from measured tasks.
    package init(_ measured: MeasuredTasks, basis: CellBasis, penalties: Penalties = Penalties(), knowledge: Knowledge = .images) {
        let units = CodeUnits(measured), width = basis.width
        let codes = knowledge == .images ? measured.tasks.map { [1] + units.standard($0.code) } : measured.tasks.map { _ in [1.0] }
        let terms = codes[0].count, unknowns = terms * width
        // Σ over tasks of (z zᵀ) ⊗ (ΦᵀΦ), and of z ⊗ Φᵀy; blocks below the diagonal are enough.
        var matrix = [Double](repeating: 0, count: unknowns * unknowns), right = [Double](repeating: 0, count: unknowns)
        for (task, code) in zip(measured.tasks, codes) {
            let rows = task.cells.flatMap { basis.row($0) }, n = Int32(task.cells.count), w = Int32(width)
            var square = [Double](repeating: 0, count: width * width), cross = [Double](repeating: 0, count: width)
            let scores = Targets.normalScores(task.accuracies)
            cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, w, w, n, 1, rows, w, rows, w, 0, &square, w)
            cblas_dgemv(CblasRowMajor, CblasTrans, n, w, 1, rows, w, scores, 1, 0, &cross, 1)
            for i in 0..<terms {
                for k in 0..<width { right[i * width + k] += code[i] * cross[k] }
                for j in 0...i {
                    let factor = code[i] * code[j]
                    for k in 0..<width {
                        let start = (i * width + k) * unknowns + j * width
                        for l in 0..<width { matrix[start + l] += factor * square[k * width + l] }
                    }
                }
            }
        }
        for place in 0..<unknowns { matrix[place * unknowns + place] += place < width ? penalties.common : penalties.specific }
        let solved = Cholesky(matrix, count: unknowns).map { $0.backward($0.forward(right)) } ?? Array(repeating: 0, count: unknowns)
        let rest = (1 + TaskCode.Trait.allCases.count - terms) * width
        self.init(weights: solved.map(Float.init) + [Float](repeating: 0, count: rest), basis: basis, units: units)
    }

    /// Predicted standard scores of every cell, by its code: higher is better.
    public func scores(for code: TaskCode) -> [Double] {
        let z = [1] + units.standard(code), width = basis.width
        var direction = [Double](repeating: 0, count: width)
        for (i, factor) in z.enumerated() { for k in 0..<width { direction[k] += factor * Double(weights[i * width + k]) } }
        return basis.products(direction)
    }
}

/// Codes in standard units over some tasks. What lies further out than anything measured is taken to lie at the border.
package struct CodeUnits: Sendable, Hashable {
    private let means, deviations: [Double]
    private static let border = 3.0

    package init(_ measured: MeasuredTasks) {
        let codes = measured.tasks.map(\.code.values), count = Double(codes.count)
        let means = codes[0].indices.map { trait in codes.reduce(0) { $0 + $1[trait] } / count }
        deviations = means.indices.map { trait in
            let variance = codes.reduce(0) { $0 + ($1[trait] - means[trait]) * ($1[trait] - means[trait]) } / count
            return variance > 1e-9 ? variance.squareRoot() : .infinity
        }
        self.means = means
    }

    /// Divided by the root of their number, so that the square of all is about 1.
    package func standard(_ code: TaskCode) -> [Double] {
        let factor = 1 / Double(means.count).squareRoot()
        return means.indices.map { factor * min(max((code.values[$0] - means[$0]) / deviations[$0], -Self.border), Self.border) }
    }
}

/// Features of every cell, of mean 0 and variance 1 over the space; a group of features has one weight, however many it has.
package struct CellBasis: Sendable {
    package let width: Int
    /// [15,625][width], by the cell's code.
    private let rows: [Double]

    package init() {
        let space = SearchedSpace(.nasbench201), features = space.features, count = Cell.count
        let raw = space.rows(of: (0..<count).map { Architecture(listed: $0, of: .nasbench201) })
        var factors = [Double](repeating: 0, count: features.count), means = factors
        for group in features.groups {
            for k in group.range {
                var sum = 0.0, square = 0.0
                for row in 0..<count {
                    let value = Double(raw[row * features.count + k])
                    sum += value
                    square += value * value
                }
                means[k] = sum / Double(count)
                let deviation = max(square / Double(count) - means[k] * means[k], 0).squareRoot()
                factors[k] = deviation > 1e-5 ? 1 / deviation / Double(group.range.count).squareRoot() : 0
            }
        }
        width = features.count
        rows = raw.indices.map { (Double(raw[$0]) - means[$0 % features.count]) * factors[$0 % features.count] }
    }

    package func row(_ cell: Cell) -> ArraySlice<Double> { rows[cell.code * width..<(cell.code + 1) * width] }

    func products(_ direction: [Double]) -> [Double] {
        var products = [Double](repeating: 0, count: rows.count / width)
        cblas_dgemv(CblasRowMajor, CblasNoTrans, Int32(products.count), Int32(width), 1, rows, Int32(width), direction, 1, 0, &products, 1)
        return products
    }
}
