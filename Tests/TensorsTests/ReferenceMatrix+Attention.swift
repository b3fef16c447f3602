import Foundation

extension ReferenceMatrix {
    /// softmax(QKᵀ/√d + bias)·V of each sample and head; self is query | key | value.
    func attention(_ bias: ReferenceMatrix?, nodes: Int, heads: Int) -> (mixed: ReferenceMatrix, weights: ReferenceMatrix) {
        let width = columns / 3, headWidth = width / heads
        let weights = ReferenceMatrix(
            rows * heads, nodes,
            (0..<rows * heads).flatMap { row -> [Double] in
                let (sample, head, i) = (row / (heads * nodes), row / nodes % heads, row % nodes)
                let logits = (0..<nodes).map { j in
                    (0..<headWidth).reduce(bias?[row, j] ?? 0) { sum, c in
                        let (query, key) = (head * headWidth + c, width + head * headWidth + c)
                        return sum + self[sample * nodes + i, query] * self[sample * nodes + j, key]
                            / Double(headWidth).squareRoot()
                    }
                }
                let top = logits.reduce(-Double.infinity, max)
                let total = logits.reduce(0) { $0 + exp($1 - top) }
                return logits.map { exp($0 - top) / total }
            })
        let mixed = ReferenceMatrix(rows, width) { row, column in
            let (sample, i, head) = (row / nodes, row % nodes, column / headWidth)
            return (0..<nodes).reduce(0) { sum, j in
                sum + weights[(sample * heads + head) * nodes + i, j] * self[sample * nodes + j, 2 * width + column]
            }
        }
        return (mixed, weights)
    }
}
