import Foundation

/// The published networks written a second time, in double precision, sample by sample and as plainly as possible: rows are
/// arrays, weights are looked up by name. The truth that the tests hold the planned networks against.
struct PublishedReference {
    typealias Matrix = [[Double]]
    struct Weight {
        let shape: [Int]
        var values: [Double]
    }

    var weights: [String: Weight]

    func values(_ name: String) -> [Double] { weights[name]?.values ?? [] }

    func linear(_ x: Matrix, _ name: String) -> Matrix {
        let weight = values(name + ".weight"), bias = values(name + ".bias")
        let inputs = x[0].count
        return x.map { row in
            (0..<weight.count / inputs).map { output -> Double in
                var sum: Double = bias.isEmpty ? 0 : bias[output]
                for i in 0..<inputs { sum += row[i] * weight[output * inputs + i] }
                return sum
            }
        }
    }

    func norm(_ x: Matrix, _ name: String) -> Matrix {
        let gain = values(name + ".weight"), bias = values(name + ".bias")
        return x.map { row in
            let mean = row.reduce(0, +) / Double(row.count)
            let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
            return row.indices.map { (row[$0] - mean) / (variance + 1e-5).squareRoot() * gain[$0] + bias[$0] }
        }
    }

    static func add(_ a: Matrix, _ b: Matrix) -> Matrix { zip(a, b).map { zip($0, $1).map(+) } }

    static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
        a.map { row in b[0].indices.map { c in row.indices.reduce(0) { $0 + row[$1] * b[$1][c] } } }
    }

    /// By head, then by query, the weight of each key.
    static func attentionWeights(_ q: Matrix, _ k: Matrix, heads: Int, scale: Double, allowed: Matrix? = nil) -> [Matrix] {
        let width = q[0].count / heads
        return (0..<heads).map { head in
            q.indices.map { i in
                let channels = head * width..<(head + 1) * width
                let logits = k.indices.map { j -> Double in
                    if let allowed, allowed[i][j] == 0 { return -1e9 }
                    return channels.reduce(0) { $0 + q[i][$1] * k[j][$1] } * scale
                }
                let top = logits.max() ?? 0
                let weights = logits.map { exp($0 - top) }
                let total = weights.reduce(0, +)
                return weights.map { $0 / total }
            }
        }
    }

    static func attention(
        _ q: Matrix, _ k: Matrix, _ v: Matrix, heads: Int, scale: Double, allowed: Matrix? = nil
    ) -> Matrix {
        let width = q[0].count / heads
        let weights = attentionWeights(q, k, heads: heads, scale: scale, allowed: allowed)
        return q.indices.map { i in
            (0..<heads).flatMap { head in
                (head * width..<(head + 1) * width).map { c in k.indices.reduce(0) { $0 + weights[head][i][$1] * v[$1][c] } }
            }
        }
    }

    func time(_ tau: Double, _ width: Int) -> [Double] {
        let half = width / 2
        let angles = (0..<half).map { tau * exp(-log(10_000) * Double($0) / Double(half - 1)) }
        let embedding = angles.map { sin($0) } + angles.map { cos($0) }
        return linear(linear([embedding], "time1").map { $0.map { $0 / (1 + exp(-$0)) } }, "time2")[0]
    }

    /// The score of one sample.
    func score(
        _ x: Matrix, tau: Double, mask: Matrix, layers: Int, width: Int, heads: Int, period: Int,
        attended: (([Matrix]) -> Void)? = nil
    ) -> Matrix {
        let told = time(tau, width)
        let embedded = linear(x, "embed")
        var h = x.indices.map { node in
            (0..<width).map { c in
                let angle = Double(node % period) / pow(10_000, Double(c / 2 * 2) / Double(width))
                return Double(width).squareRoot() * embedded[node][c] + (c % 2 == 0 ? sin(angle) : cos(angle)) + told[c]
            }
        }
        var copies = x.map { _ in [Double]() }
        for block in 0..<layers {
            let name = "blocks.\(block)."
            let normed = norm(h, name + "norm1")
            let (query, key) = (linear(normed, name + "query"), linear(normed, name + "key"))
            let scale = 1 / Double(width / heads).squareRoot()
            attended?(Self.attentionWeights(query, key, heads: heads, scale: scale, allowed: mask))
            let mixed = Self.attention(query, key, linear(normed, name + "value"), heads: heads, scale: scale, allowed: mask)
            h = Self.add(h, linear(mixed, name + "out"))
            let up = linear(norm(h, name + "norm2"), name + "up").map { $0.map { max($0, 0) } }
            h = Self.add(h, linear(up, name + "down"))
            for (node, row) in norm(h, "norms.\(block)").enumerated() { copies[node] += row }
        }
        func elu(_ m: Matrix) -> Matrix { m.map { $0.map { $0 > 0 ? $0 : expm1($0) } } }
        return linear(elu(linear(elu(linear(copies, "head1")), "head2")), "head3")
    }

    /// The prediction for one sample.
    func prediction(_ x: Matrix, tau: Double, adjacency: Matrix, layers: Int, hidden: Int, code: [Double]?) -> Double {
        func rows(_ m: Matrix) -> Matrix { m.map { row in row.map { $0 / row.reduce(0, +) } } }
        let n = x.count
        let hat = rows((0..<n).map { i in (0..<n).map { adjacency[i][$0] + (i == $0 ? 1 : 0) } })
        let back = rows((0..<n).map { i in (0..<n).map { hat[$0][i] } })
        var h = x
        for layer in 0..<layers {
            func weight(_ name: String) -> Matrix {
                let flat = values("\(name).\(layer)")
                return stride(from: 0, to: flat.count, by: hidden).map { Array(flat[$0..<$0 + hidden]) }
            }
            let a = Self.product(rows(hat), Self.product(h, weight("forward_w")))
            let b = Self.product(back, Self.product(h, weight("backward_w")))
            h = zip(a, b).map { zip($0, $1).map { (max($0, 0) + max($1, 0)) / 2 } }
        }
        let told = time(tau, hidden)
        let pooled = (0..<hidden).map { c in h.reduce(0) { $0 + $1[c] } / Double(n) + told[c] }
        let read = linear([pooled], "fc1")[0]
        guard let code else { return linear([read], "fc2")[0][0] }
        return linear(linear([code + read], "pred1").map { $0.map { tanh($0) } }, "pred2")[0][0]
    }

    /// The code of a dataset [classes][samples][features].
    func code(_ dataset: [Matrix]) -> [Double] {
        pool(dataset.map { pool($0, "intra") }, "inter")
    }

    private func pool(_ set: Matrix, _ name: String) -> [Double] {
        let first = block(set, set, name + ".sab1")
        let second = block(first, first, name + ".sab2")
        return linear(block([values(name + ".seed")], second, name + ".pma"), name + ".fc")[0]
    }

    private func block(_ x: Matrix, _ y: Matrix, _ name: String) -> Matrix {
        let q = linear(x, name + ".q")
        let mixed = Self.attention(
            q, linear(y, name + ".k"), linear(y, name + ".v"), heads: 4, scale: 1 / Double(q[0].count).squareRoot())
        let o = Self.add(q, mixed)
        return Self.add(o, linear(o, name + ".o").map { $0.map { max($0, 0) } })
    }
}

extension PublishedReference {
    /// Rows of a flat list.
    static func matrix(_ flat: some Collection<Double>, columns: Int) -> Matrix {
        let flat = Array(flat)
        return stride(from: 0, to: flat.count, by: columns).map { Array(flat[$0..<$0 + columns]) }
    }

    /// Central differences of `loss` for every weight.
    func gradients(step: Double = 1e-5, _ loss: (PublishedReference) -> Double) -> [String: [Double]] {
        var gradients: [String: [Double]] = [:]
        for (name, weight) in weights {
            gradients[name] = weight.values.indices.map { i in
                var (up, down) = (self, self)
                up.weights[name]?.values[i] += step
                down.weights[name]?.values[i] -= step
                return (loss(up) - loss(down)) / (2 * step)
            }
        }
        return gradients
    }
}
