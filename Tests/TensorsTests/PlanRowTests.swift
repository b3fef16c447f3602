import Tensors
import Testing

/// What a sample computes does not depend on what the plan's other samples hold.
@Suite struct PlanRowTests {
    private static let samples = 8, nodes = 4

    private struct Network {
        let plan: Plan
        let input, output: Value

        init() {
            let pairs = [(from: 0, to: 1), (from: 1, to: 3)]
            var builder = PlanBuilder()
            input = builder.input(rows: samples * nodes, columns: 6, tracked: true)
            var h = builder.addNodeEmbedding(builder.linear(input, "in", outputs: 16), "position", nodes: nodes)
            let ends = builder.silu(builder.linear(builder.gatherPairs(h, nodes: nodes, pairs: pairs), "e", outputs: 4))
            let bias = builder.edgeBias(ends, "bias", nodes: nodes, heads: 2, slots: pairs)
            let qkv = builder.linear(builder.layerNorm(h, "norm"), "qkv", outputs: 48)
            h = builder.add(h, builder.attention(qkv, bias: bias, nodes: nodes, heads: 2).mixed)
            output = builder.linear(h, "out", outputs: 5)
            plan = Plan(builder)
        }

        /// Outputs and input gradients of all samples.
        func run(_ data: [Float], _ weights: [Float]) -> (outputs: [Float], gradients: [Float]) {
            _ = plan.buffer(input).update(from: data)
            plan.forward(weights: weights)
            plan.clearGradients()
            plan.gradient(output).update(repeating: 1)
            plan.backward(weights: weights, weightGradients: nil)
            return (Array(plan.buffer(output)), Array(plan.gradient(input)))
        }
    }

    @Test(arguments: 0..<8) func bitsStayWhenTheOthersChange(sample: Int) {
        let network = Network()
        var generator = PhiloxGenerator(seed: UInt64(sample))
        let weights = network.plan.layout.initialWeights(seed: 4).map { $0 + Float(generator.uniform() - 0.5) }
        let own = sample * Self.nodes * 6..<(sample + 1) * Self.nodes * 6
        let data = (0..<network.input.count).map { _ in Float(2 * generator.uniform() - 1) }
        let alone = data.enumerated().map { own.contains($0.offset) ? $0.element : 0 }
        let wild = data.enumerated().map { own.contains($0.offset) ? $0.element : $0.element * 1e4 }
        let (outputs, gradients) = network.run(data, weights)
        let outs = sample * Self.nodes * 5..<(sample + 1) * Self.nodes * 5
        for other in [alone, wild] {
            let (otherOutputs, otherGradients) = network.run(other, weights)
            #expect(otherOutputs[outs].elementsEqual(outputs[outs]))
            #expect(otherGradients[own].elementsEqual(gradients[own]))
            #expect(otherOutputs != outputs)  // the others did change
        }
    }
}
