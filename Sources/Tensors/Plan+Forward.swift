import CBLAS
import CKernels

extension Plan {
    /// Runs all steps.
    /// - Parameters:
    ///   - weights: `layout.count` numbers
    ///   - kept: steps that are passed over, since neither what they read nor their weights have changed since the last run
    public func forward(weights: UnsafePointer<Float>, keeping kept: Range<Int> = 0..<0) {
        for step in steps[..<kept.lowerBound] { forward(step, weights) }
        for step in steps[kept.upperBound...] { forward(step, weights) }
    }

    private func forward(_ step: PlanStep, _ weights: UnsafePointer<Float>) {
        switch step {
        case .linear(let x, let y, let weight, let bias, let byRows):
            if packedLinear(x, y, weight, bias.map { weights + $0 }) { return }
            if let bias, byRows, x.columns.isMultiple(of: 8) {
                return dnag_linear_rows(
                    pointer(y), pointer(x), weights + weight, weights + bias, x.rows, y.columns, x.columns)
            }
            if let bias { dnag_fill_rows(pointer(y), weights + bias, y.rows, y.columns) }
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, Int32(x.rows), Int32(y.columns), Int32(x.columns), 1,
                pointer(x), Int32(x.columns), weights + weight, Int32(x.columns), bias == nil ? 0 : 1,
                pointer(y), Int32(y.columns))
        case .layerNorm(let x, let y, let statistics, let gain, let bias, let epsilon):
            dnag_layer_norm(
                pointer(y), pointer(statistics), pointer(x), weights + gain, weights + bias, x.rows, x.columns, epsilon)
        case .silu(let x, let y):
            dnag_silu(pointer(y), pointer(x), x.count)
        case .add(let a, let b, let y):
            dnag_sum(pointer(y), pointer(a), pointer(b), y.count)
        case .addTable(let x, let y, let table, let nodes):
            let block = nodes * x.columns
            pointer(y).update(from: pointer(x), count: x.count)
            for sample in 0..<x.rows / nodes { dnag_add(pointer(y) + sample * block, weights + table, block) }
        case .addToNodes(let x, let perSample, let y):
            let nodes = x.rows / perSample.rows
            pointer(y).update(from: pointer(x), count: x.count)
            for sample in 0..<perSample.rows {
                dnag_add_rows(
                    pointer(y) + sample * nodes * x.columns, pointer(perSample) + sample * x.columns, nodes, x.columns)
            }
        case .place(let x, let y, let column):
            for row in 0..<x.rows {
                (pointer(y) + row * y.columns + column).update(from: pointer(x) + row * x.columns, count: x.columns)
            }
        case .gatherPairs(let x, let y, let nodes, let pairs, let pairCount):
            for sample in 0..<x.rows / nodes {
                for pair in 0..<pairCount {
                    let out = pointer(y) + (sample * pairCount + pair) * y.columns
                    let from = sample * nodes + Int(indices[pairs + 2 * pair])
                    let to = sample * nodes + Int(indices[pairs + 2 * pair + 1])
                    out.update(from: pointer(x) + from * x.columns, count: x.columns)
                    (out + x.columns).update(from: pointer(x) + to * x.columns, count: x.columns)
                }
            }
        case .edgeBias(let x, let y, let base, let nodes, let heads, let pairs, let pairCount):
            let block = heads * nodes * nodes
            for sample in 0..<x.rows / pairCount {
                let out = pointer(y) + sample * block
                out.update(from: weights + base, count: block)
                for pair in 0..<pairCount {
                    let row = pointer(x) + (sample * pairCount + pair) * x.columns
                    let i = Int(indices[pairs + 2 * pair]), j = Int(indices[pairs + 2 * pair + 1])
                    for head in 0..<heads {
                        out[(head * nodes + i) * nodes + j] += row[head]
                        out[(head * nodes + j) * nodes + i] += row[heads + head]
                    }
                }
            }
        case .attention(let qkv, let bias, let y, let attended, let nodes, let heads):
            dnag_attention(
                pointer(y), pointer(attended), pointer(qkv), bias.map { UnsafePointer(pointer($0)) },
                qkv.rows / nodes, nodes, heads, y.columns / heads)
        case .activation(let kind, let x, let y): activate(kind, x, y)
        case .scale(let x, let y, let factor): dnag_scale(pointer(y), pointer(x), factor, x.count)
        case .dropout(let x, let y, let mask, let rate, let samples, let site):
            drop(x, y, mask, rate: rate, samples: samples, site: site)
        case .multiply(let x, let y, let weight, let byRows): multiply(x, y, weights + weight, byRows: byRows)
        case .meanOverNodes(let x, let y, let nodes): average(x, y, nodes: nodes)
        case .gather(let along, let against, let y): gather(along, against, y)
        case .addConstants(let x, let y, let constants, let count): addConstants(x, y, constants, count)
        case .learnedRows(let y, let weight, let rows): repeatRows(y, weights + weight, rows)
        case .attentionWeights(let query, let key, let mask, let y, let shape, let scale):
            dnag_set_attention(
                pointer(y), pointer(query), pointer(key), mask.map { UnsafePointer(pointer($0)) }, shape.samples,
                shape.queries, shape.keys, shape.heads, shape.headWidth, scale)
        case .attentionMix(let weights, let value, let y, let shape):
            dnag_set_attention_mix(
                pointer(y), pointer(weights), pointer(value), shape.samples, shape.queries, shape.keys, shape.heads,
                shape.headWidth)
        }
    }
}
