import Foundation

/// A row-major matrix in double precision, with the operations of `PlanBuilder` written the slow and simple way.
struct ReferenceMatrix {
    let rows: Int
    let columns: Int
    var values: [Double]

    init(_ rows: Int, _ columns: Int, _ values: [Double]) {
        (self.rows, self.columns, self.values) = (rows, columns, values)
    }

    init(_ rows: Int, _ columns: Int, _ value: (_ row: Int, _ column: Int) -> Double) {
        self.init(rows, columns, (0..<rows * columns).map { value($0 / columns, $0 % columns) })
    }

    subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

    func linear(_ weight: [Double], _ bias: [Double]?, outputs: Int) -> ReferenceMatrix {
        ReferenceMatrix(rows, outputs) { row, output in
            (0..<columns).reduce(bias?[output] ?? 0) { $0 + self[row, $1] * weight[output * columns + $1] }
        }
    }

    func layerNorm(gain: [Double], bias: [Double], epsilon: Double = 1e-5) -> ReferenceMatrix {
        let n = Double(columns)
        let statistics = (0..<rows).map { row -> (mean: Double, deviation: Double) in
            let mean = (0..<columns).reduce(0) { $0 + self[row, $1] } / n
            let variance = (0..<columns).reduce(0) { $0 + pow(self[row, $1] - mean, 2) } / n
            return (mean, (variance + epsilon).squareRoot())
        }
        return ReferenceMatrix(rows, columns) { row, column in
            (self[row, column] - statistics[row].mean) / statistics[row].deviation * gain[column] + bias[column]
        }
    }

    func silu() -> ReferenceMatrix { ReferenceMatrix(rows, columns, values.map { $0 / (1 + exp(-$0)) }) }

    static func + (a: ReferenceMatrix, b: ReferenceMatrix) -> ReferenceMatrix {
        ReferenceMatrix(a.rows, a.columns) { a[$0, $1] + b[$0, $1] }
    }

    func addingNodeEmbedding(_ table: [Double], nodes: Int) -> ReferenceMatrix {
        ReferenceMatrix(rows, columns) { self[$0, $1] + table[$0 % nodes * columns + $1] }
    }

    func addingToNodes(_ perSample: ReferenceMatrix) -> ReferenceMatrix {
        let nodes = rows / perSample.rows
        return ReferenceMatrix(rows, columns) { self[$0, $1] + perSample[$0 / nodes, $1] }
    }

    func beside(_ other: ReferenceMatrix) -> ReferenceMatrix {
        ReferenceMatrix(rows, columns + other.columns) { row, column in
            column < columns ? self[row, column] : other[row, column - columns]
        }
    }

    func gatherPairs(nodes: Int, pairs: [(from: Int, to: Int)]) -> ReferenceMatrix {
        ReferenceMatrix(rows / nodes * pairs.count, 2 * columns) { row, column in
            let (sample, pair) = (row / pairs.count, pairs[row % pairs.count])
            return column < columns
                ? self[sample * nodes + pair.from, column] : self[sample * nodes + pair.to, column - columns]
        }
    }

    func edgeBias(_ base: [Double], nodes: Int, heads: Int, slots: [(from: Int, to: Int)]) -> ReferenceMatrix {
        ReferenceMatrix(rows / slots.count * heads * nodes, nodes) { row, j in
            let (sample, head, i) = (row / (heads * nodes), row / nodes % heads, row % nodes)
            var bias = base[(head * nodes + i) * nodes + j]
            for (slot, ends) in slots.enumerated() {
                let line = sample * slots.count + slot
                if (ends.from, ends.to) == (i, j) { bias += self[line, head] }
                if (ends.to, ends.from) == (i, j) { bias += self[line, heads + head] }
            }
            return bias
        }
    }
}
