import CBLAS
import CKernels

extension Plan {
    /// Carries the gradients written on the outputs back to the tracked inputs and, when asked, to the weights.
    ///
    /// Call `clearGradients()`, write the outputs' gradients, then this.
    /// - Parameter weightGradients: `layout.count` numbers that are added to; nil when only inputs matter (guidance).
    public func backward(weights: UnsafePointer<Float>, weightGradients: UnsafeMutablePointer<Float>?) {
        for step in steps.reversed() { backward(step, weights, weightGradients) }
    }

    /// Whether anything wants the gradient of `value`.
    @inline(__always) func wants(_ value: Value, _ training: Bool) -> Bool {
        value.tracksInput || (training && !value.isInput)
    }

    private func backward(_ step: PlanStep, _ weights: UnsafePointer<Float>, _ slopes: UnsafeMutablePointer<Float>?) {
        let training = slopes != nil
        switch step {
        case .linear(let x, let y, let weight, let bias, _):
            if let slopes {
                // dW += dYᵀ·X
                cblas_sgemm(
                    CblasRowMajor, CblasTrans, CblasNoTrans, Int32(y.columns), Int32(x.columns), Int32(x.rows), 1,
                    slope(y), Int32(y.columns), pointer(x), Int32(x.columns), 1, slopes + weight, Int32(x.columns))
                if let bias { dnag_column_sums(slopes + bias, slope(y), y.rows, y.columns) }
            }
            if wants(x, training), !packedBackward(x, y, weights + weight) {
                // dX += dY·W
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(x.rows), Int32(x.columns), Int32(y.columns), 1,
                    slope(y), Int32(y.columns), weights + weight, Int32(x.columns), 1, slope(x), Int32(x.columns))
            }
        case .layerNorm(let x, let y, let statistics, let gain, let bias, _):
            guard training || wants(x, training) else { return }
            dnag_layer_norm_backward(
                wants(x, training) ? slope(x) : nil, slopes.map { $0 + gain }, slopes.map { $0 + bias }, slope(y),
                pointer(x), pointer(statistics), weights + gain, x.rows, x.columns)
        case .silu(let x, let y):
            if wants(x, training) { dnag_silu_backward(slope(x), slope(y), pointer(x), x.count) }
        case .add(let a, let b, let y):
            if wants(a, training) { dnag_add(slope(a), slope(y), a.count) }
            if wants(b, training) { dnag_add(slope(b), slope(y), b.count) }
        case .addTable(let x, let y, let table, let nodes):
            if wants(x, training) { dnag_add(slope(x), slope(y), x.count) }
            guard let slopes else { return }
            let block = nodes * x.columns
            for sample in 0..<x.rows / nodes { dnag_add(slopes + table, slope(y) + sample * block, block) }
        case .addToNodes(let x, let perSample, let y):
            if wants(x, training) { dnag_add(slope(x), slope(y), x.count) }
            guard wants(perSample, training) else { return }
            let nodes = x.rows / perSample.rows
            for sample in 0..<perSample.rows {
                dnag_column_sums(
                    slope(perSample) + sample * x.columns, slope(y) + sample * nodes * x.columns, nodes, x.columns)
            }
        case .place(let x, let y, let column):
            guard wants(x, training) else { return }
            for row in 0..<x.rows {
                dnag_add(slope(x) + row * x.columns, slope(y) + row * y.columns + column, x.columns)
            }
        case .gatherPairs(let x, let y, let nodes, let pairs, let pairCount):
            guard wants(x, training) else { return }
            for sample in 0..<x.rows / nodes {
                for pair in 0..<pairCount {
                    let out = slope(y) + (sample * pairCount + pair) * y.columns
                    let from = sample * nodes + Int(indices[pairs + 2 * pair])
                    let to = sample * nodes + Int(indices[pairs + 2 * pair + 1])
                    dnag_add(slope(x) + from * x.columns, out, x.columns)
                    dnag_add(slope(x) + to * x.columns, out + x.columns, x.columns)
                }
            }
        case .edgeBias(let x, let y, let base, let nodes, let heads, let pairs, let pairCount):
            let block = heads * nodes * nodes
            for sample in 0..<x.rows / pairCount {
                let out = slope(y) + sample * block
                if let slopes { dnag_add(slopes + base, out, block) }
                guard wants(x, training) else { continue }
                for pair in 0..<pairCount {
                    let row = slope(x) + (sample * pairCount + pair) * x.columns
                    let i = Int(indices[pairs + 2 * pair]), j = Int(indices[pairs + 2 * pair + 1])
                    for head in 0..<heads {
                        row[head] += out[(head * nodes + i) * nodes + j]
                        row[heads + head] += out[(head * nodes + j) * nodes + i]
                    }
                }
            }
        case .attention(let qkv, let bias, let y, let attended, let nodes, let heads):
            let toBias = bias.flatMap { wants($0, training) ? slope($0) : nil }
            let toInput = wants(qkv, training) ? slope(qkv) : nil
            guard toBias != nil || toInput != nil else { return }
            dnag_attention_backward(
                toInput, toBias, slope(y), pointer(attended), pointer(qkv), qkv.rows / nodes, nodes, heads,
                y.columns / heads)
        case .activation(let kind, let x, let y):
            if wants(x, training) { activateBackward(kind, x, y) }
        case .scale(let x, let y, let factor):
            if wants(x, training) { dnag_add_scaled(slope(x), slope(y), factor, x.count) }
        case .dropout(let x, let y, let mask, let rate, _, _):
            if wants(x, training) { dropBackward(x, y, mask, rate: rate) }
        case .multiply(let x, let y, let weight, _): multiplyBackward(x, y, weight, weights, slopes)
        case .meanOverNodes(let x, let y, let nodes):
            if wants(x, training) { averageBackward(x, y, nodes: nodes) }
        case .gather(let along, let against, let y):
            gatherBackward(along, y, training: training)
            gatherBackward(against, y, training: training)
        case .addConstants(let x, let y, _, _):
            if wants(x, training) { dnag_add(slope(x), slope(y), x.count) }
        case .learnedRows(let y, let weight, let rows):
            if let slopes { repeatRowsBackward(y, slopes + weight, rows) }
        case .attentionWeights(let query, let key, let mask, let y, let shape, let scale):
            dnag_set_attention_backward(
                wants(query, training) ? slope(query) : nil, wants(key, training) ? slope(key) : nil, slope(y),
                pointer(y), pointer(query), pointer(key), mask.map { UnsafePointer(pointer($0)) }, shape.samples,
                shape.queries, shape.keys, shape.heads, shape.headWidth, scale)
        case .attentionMix(let weights, let value, let y, let shape):
            dnag_set_attention_mix_backward(
                slope(weights), wants(value, training) ? slope(value) : nil, slope(y), pointer(weights),
                pointer(value), shape.samples, shape.queries, shape.keys, shape.heads, shape.headWidth)
        }
    }
}
