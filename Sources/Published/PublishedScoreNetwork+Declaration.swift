import Tensors

extension PublishedScoreNetwork {
    /// The network as a plan, with the values that are fed and read.
    struct Declaration {
        var builder: PlanBuilder
        let x, time, mask, output: Value
        /// Attention weights of each block, [samples·heads·nodes, nodes].
        let attention: [Value]
    }

    static func declare(
        _ size: PublishedScoreConfiguration, samples: Int, times: Int, epsilon: Float, dropout rate: Float
    ) -> Declaration {
        var builder = PlanBuilder()
        let x = builder.input(rows: samples * size.nodes, columns: size.ops, tracked: true)
        let time = builder.input(rows: times, columns: size.width)
        let mask = builder.input(rows: samples * size.nodes, columns: size.nodes)

        let embedded = builder.scale(
            builder.linear(x, "embed", outputs: size.width), by: Float(size.width).squareRoot())
        let positions = PublishedFeatures.positions(
            nodes: size.nodes, period: size.period ?? size.nodes, width: size.width)
        var h = builder.addConstants(builder.dropout(embedded, rate: rate, samples: samples), table: positions)
        h = builder.addToNodes(h, builder.publishedTime(time, width: size.width))

        var copies: [Value] = [], attention: [Value] = []
        for block in 0..<size.layers {
            let name = "blocks.\(block)."
            let (attended, weights) = builder.publishedAttention(
                builder.layerNorm(h, name + "norm1", epsilon: epsilon), mask: mask, name, samples: samples,
                heads: size.heads, dropout: rate)
            attention.append(weights)
            h = builder.add(h, builder.dropout(attended, rate: rate, samples: samples))
            let up = builder.linear(
                builder.layerNorm(h, name + "norm2", epsilon: epsilon), name + "up", outputs: size.ff)
            let inner = builder.dropout(builder.relu(up), rate: rate, samples: samples)
            let down = builder.linear(inner, name + "down", outputs: size.width)
            h = builder.add(h, builder.dropout(down, rate: rate, samples: samples))
            // The copy goes to the head alone; the next block reads h as it is.
            copies.append(builder.layerNorm(h, "norms.\(block)", epsilon: epsilon))
        }
        let wide = 2 * size.layers * size.width
        var head = builder.elu(builder.linear(builder.concatenate(copies), "head1", outputs: wide, wide: true))
        head = builder.elu(builder.linear(head, "head2", outputs: wide, wide: true))
        let output = builder.linear(head, "head3", outputs: size.ops)
        return Declaration(builder: builder, x: x, time: time, mask: mask, output: output, attention: attention)
    }
}

extension PlanBuilder {
    /// The time embedding's two layers: width → 4·width → SiLU → width.
    mutating func publishedTime(_ time: Value, width: Int) -> Value {
        let early = silu(linear(time, "time1", outputs: 4 * width, wide: true))
        return linear(early, "time2", outputs: width, wide: true)
    }

    /// Multihead attention along the mask, with separate query, key and value layers; and its weights.
    fileprivate mutating func publishedAttention(
        _ x: Value, mask: Value, _ name: String, samples: Int, heads: Int, dropout rate: Float
    ) -> (Value, weights: Value) {
        let query = linear(x, name + "query", outputs: x.columns)
        let key = linear(x, name + "key", outputs: x.columns)
        let value = linear(x, name + "value", outputs: x.columns)
        let weights = attentionWeights(
            query: query, key: key, mask: mask, samples: samples, heads: heads,
            scale: 1 / Float(x.columns / heads).squareRoot())
        let mixed = mix(
            value, by: dropout(weights, rate: rate, samples: samples), samples: samples, heads: heads)
        return (linear(mixed, name + "out", outputs: x.columns), weights)
    }
}
