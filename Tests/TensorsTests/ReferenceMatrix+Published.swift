import Foundation

/// The operations that the published networks need.
extension ReferenceMatrix {
    func map(_ function: (Double) -> Double) -> ReferenceMatrix { ReferenceMatrix(rows, columns, values.map(function)) }

    /// self·W, W: [columns, outputs].
    func multiplied(_ weight: [Double], outputs: Int) -> ReferenceMatrix {
        ReferenceMatrix(rows, outputs) { row, output in
            (0..<columns).reduce(0) { $0 + self[row, $1] * weight[$1 * outputs + output] }
        }
    }

    func meanOverNodes(_ nodes: Int) -> ReferenceMatrix {
        ReferenceMatrix(rows / nodes, columns) { sample, column in
            (0..<nodes).reduce(0) { $0 + self[sample * nodes + $1, column] } / Double(nodes)
        }
    }

    /// A·x of each sample; self is A of each sample.
    func sampleProduct(_ x: ReferenceMatrix) -> ReferenceMatrix {
        let nodes = columns
        return ReferenceMatrix(x.rows, x.columns) { row, column in
            let first = row / nodes * nodes
            return (0..<nodes).reduce(0) { $0 + self[row, $1] * x[first + $1, column] }
        }
    }

    /// softmax over the keys of query·key·scale, −1e9 where the mask is 0.
    func attentionWeights(
        over keys: ReferenceMatrix, mask: ReferenceMatrix?, samples: Int, heads: Int, scale: Double
    ) -> ReferenceMatrix {
        let (m, n, width) = (rows / samples, keys.rows / samples, columns / heads)
        return ReferenceMatrix(
            samples * heads * m, n,
            (0..<samples * heads * m).flatMap { row -> [Double] in
                let (sample, head, i) = (row / (heads * m), row / m % heads, row % m)
                let logits = (0..<n).map { j -> Double in
                    if let mask, mask[sample * m + i, j] == 0 { return -1e9 }
                    return (head * width..<(head + 1) * width)
                        .reduce(0) { $0 + self[sample * m + i, $1] * keys[sample * n + j, $1] } * scale
                }
                let top = logits.reduce(-Double.infinity, max)
                let total = logits.reduce(0) { $0 + exp($1 - top) }
                return logits.map { exp($0 - top) / total }
            })
    }

    /// The rows of `values` mixed by these attention weights.
    func mixing(_ values: ReferenceMatrix, samples: Int, heads: Int) -> ReferenceMatrix {
        let (m, n) = (rows / (samples * heads), columns)
        return ReferenceMatrix(samples * m, values.columns) { row, column in
            let (sample, i, head) = (row / m, row % m, column / (values.columns / heads))
            return (0..<n).reduce(0) { $0 + self[(sample * heads + head) * m + i, $1] * values[sample * n + $1, column] }
        }
    }

    func attentionBlock(
        _ keys: ReferenceMatrix, _ weights: OperationCheck.Weights, sets: Int, outputs: Int, heads: Int
    ) -> ReferenceMatrix {
        func layer(_ x: ReferenceMatrix, _ part: String) -> ReferenceMatrix {
            x.linear(weights["b.\(part).weight"] ?? [], weights["b.\(part).bias"], outputs: outputs)
        }
        let q = layer(self, "q")
        let attended = q.attentionWeights(
            over: layer(keys, "k"), mask: nil, samples: sets, heads: heads, scale: 1 / Double(outputs).squareRoot())
        let o = q + attended.mixing(layer(keys, "v"), samples: sets, heads: heads)
        return o + layer(o, "o").map { max($0, 0) }
    }
}
