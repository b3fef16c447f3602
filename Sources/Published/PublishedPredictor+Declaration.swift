import Tensors

extension PublishedPredictor {
    /// The network as a plan, with the values that are fed and read.
    struct Declaration {
        var builder: PlanBuilder
        let x, time, along, against: Value
        let code: Value?
        let output: Value
        /// The steps that read the time and nothing else.
        let timeSteps: Range<Int>
    }

    static func declare(
        _ size: PublishedPredictorConfiguration, samples: Int, times: Int, dropout rate: Float
    ) -> Declaration {
        var builder = PlanBuilder()
        let x = builder.input(rows: samples * size.nodes, columns: size.ops, tracked: true)
        let time = builder.input(rows: times, columns: size.hidden)
        let along = builder.input(rows: samples * size.nodes, columns: size.nodes)
        let against = builder.input(rows: samples * size.nodes, columns: size.nodes)
        // Tracked, because the dataset's encoder learns through it.
        let code = size.dataset.map { builder.input(rows: samples, columns: $0.code, tracked: true) }

        var h = x
        for layer in 0..<size.layers {
            let forward = builder.multiply(h, "forward_w.\(layer)", outputs: size.hidden)
            let backward = builder.multiply(h, "backward_w.\(layer)", outputs: size.hidden)
            let mean = builder.gather(along: along, forward, against: against, backward)
            h = builder.dropout(mean, rate: rate, samples: samples)
        }
        let pooled = builder.meanOverNodes(h, nodes: size.nodes)
        let beforeTime = builder.stepCount
        let embedded = builder.publishedTime(time, width: size.hidden)
        let timeSteps = beforeTime..<builder.stepCount
        let timed = builder.addToNodes(pooled, embedded)
        let read = builder.linear(timed, "fc1", outputs: size.out, bias: false)
        let encoded = builder.dropout(read, rate: rate, samples: samples)
        let output: Value
        if let code, let dataset = size.dataset {
            let joint = builder.linear(builder.concatenate([code, encoded]), "pred1", outputs: dataset.hidden)
            output = builder.linear(builder.tanh(joint), "pred2", outputs: 1)
        } else {
            output = builder.linear(encoded, "fc2", outputs: 1, bias: false)
        }
        return Declaration(
            builder: builder, x: x, time: time, along: along, against: against, code: code, output: output,
            timeSteps: timeSteps)
    }
}
