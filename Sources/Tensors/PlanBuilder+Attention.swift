extension PlanBuilder {
    /// Attention weights of one set over another, softmax(q·kᵀ·scale), for each sample and head: [samples·heads·queries, keys].
    /// - Parameters:
    ///   - query: [samples·queries, width], heads side by side; `key`: [samples·keys, width]
    ///   - mask: [samples·queries, keys], the same for all heads; where it is 0 the logit is −1e9, so that a row without any
    ///     other key attends uniformly
    public mutating func attentionWeights(
        query: Value, key: Value, mask: Value? = nil, samples: Int, heads: Int, scale: Float
    ) -> Value {
        precondition(query.columns == key.columns && query.columns % heads == 0)
        precondition(query.rows % samples == 0 && key.rows % samples == 0)
        let shape = AttentionShape(
            samples: samples, queries: query.rows / samples, keys: key.rows / samples, heads: heads,
            headWidth: query.columns / heads)
        precondition(mask.map { $0.rows == query.rows && $0.columns == shape.keys } ?? true)
        let y = value(samples * heads * shape.queries, shape.keys, from: [query, key])
        steps.append(.attentionWeights(query: query, key: key, mask: mask, y: y, shape: shape, scale: scale))
        return y
    }

    /// The values [samples·keys, width] mixed by attention weights: [samples·queries, width].
    public mutating func mix(_ values: Value, by weights: Value, samples: Int, heads: Int) -> Value {
        precondition(weights.rows % (samples * heads) == 0 && values.rows == samples * weights.columns)
        let shape = AttentionShape(
            samples: samples, queries: weights.rows / (samples * heads), keys: weights.columns, heads: heads,
            headWidth: values.columns / heads)
        let y = value(samples * shape.queries, values.columns, from: [weights, values])
        steps.append(.attentionMix(weights: weights, value: values, y: y, shape: shape))
        return y
    }

    /// Learned rows, the same for every sample: [samples·rows, columns].
    /// - Parameter shape: how the weight is stored; as many numbers as the rows have
    public mutating func learnedRows(_ name: String, rows: Int, columns: Int, samples: Int, shape: [Int]) -> Value {
        precondition(shape.reduce(1, *) == rows * columns)
        let weight = layout.add(name, shape, .scaled(fanIn: columns, gain: 1))
        let y = value(samples * rows, columns, from: [])
        steps.append(.learnedRows(y: y, weight: weight, rows: rows))
        return y
    }

    /// A multihead attention block of the Set Transformer (Lee et al. 2019), without layer normalisation: o = q + attention(q, k, v),
    /// then o + ReLU(O(o)). Scaled by 1/√outputs, the whole width, as published.
    /// - Parameters:
    ///   - queries: [sets·m, any], `keys`: [sets·n, any]; m and n may differ
    ///   - name: its weights are `name.q`, `name.k`, `name.v`, `name.o`
    public mutating func attentionBlock(
        _ queries: Value, _ keys: Value, _ name: String, sets: Int, outputs: Int, heads: Int
    ) -> Value {
        let q = linear(queries, name + ".q", outputs: outputs)
        let k = linear(keys, name + ".k", outputs: outputs)
        let v = linear(keys, name + ".v", outputs: outputs)
        let weights = attentionWeights(
            query: q, key: k, samples: sets, heads: heads, scale: 1 / Float(outputs).squareRoot())
        let o = add(q, mix(v, by: weights, samples: sets, heads: heads))
        return add(o, relu(linear(o, name + ".o", outputs: outputs)))
    }
}
