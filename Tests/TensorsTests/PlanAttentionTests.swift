import Tensors
import Testing

@Suite struct PlanAttentionTests {
    @Test(arguments: [(1, 3), (2, 4), (4, 1)]) func withoutBias(heads: Int, headWidth: Int) {
        PlanOperationTests.expectRight(
            OperationCheck(
                shapes: [(10, 3 * heads * headWidth)],
                build: {
                    $0.attention($1[0], bias: nil, nodes: 5, heads: heads).mixed
                }
            ) { x, _ in x[0].attention(nil, nodes: 5, heads: heads).mixed })
    }

    @Test(arguments: [1, 2, 4]) func withBias(heads: Int) {
        PlanOperationTests.expectRight(
            OperationCheck(
                shapes: [(8, 12 * heads), (2 * heads * 4, 4)],
                build: {
                    $0.attention($1[0], bias: $1[1], nodes: 4, heads: heads).mixed
                }
            ) { x, _ in x[0].attention(x[1], nodes: 4, heads: heads).mixed })
    }

    /// Eight nodes and heads of a multiple of eight numbers have loops of their own.
    @Test(arguments: [(1, 8), (2, 16), (1, 24)]) func eightNodes(heads: Int, headWidth: Int) {
        PlanOperationTests.expectRight(
            OperationCheck(
                shapes: [(16, 3 * heads * headWidth), (2 * heads * 8, 8)],
                build: {
                    $0.attention($1[0], bias: $1[1], nodes: 8, heads: heads).mixed
                }
            ) { x, _ in x[0].attention(x[1], nodes: 8, heads: heads).mixed }, scale: 0.5)
    }

    /// A block as the denoiser has it: the edges' gradient comes back through the bias.
    @Test func throughEdgesAndNorm() {
        let slots = [(from: 0, to: 1), (from: 1, to: 2)]
        PlanOperationTests.expectRight(
            OperationCheck(
                shapes: [(6, 8), (4, 3)],
                build: { builder, x in
                    let qkv = builder.linear(builder.layerNorm(x[0], "n"), "q", outputs: 12)
                    let perSlot = builder.linear(x[1], "e", outputs: 4)
                    let bias = builder.edgeBias(perSlot, "b", nodes: 3, heads: 2, slots: slots)
                    return builder.attention(qkv, bias: bias, nodes: 3, heads: 2).mixed
                }
            ) { x, w in
                let normed = x[0].layerNorm(gain: w["n.weight"] ?? [], bias: w["n.bias"] ?? [])
                let bias = x[1].linear(w["e.weight"] ?? [], w["e.bias"], outputs: 4)
                    .edgeBias(w["b"] ?? [], nodes: 3, heads: 2, slots: slots)
                return normed.linear(w["q.weight"] ?? [], w["q.bias"], outputs: 12)
                    .attention(bias, nodes: 3, heads: 2).mixed
            }, scale: 0.5)
    }

    @Test func weightsAreTheSoftmaxOfTheLogits() {
        var builder = PlanBuilder()
        let qkv = builder.input(rows: 12, columns: 24), bias = builder.input(rows: 2 * 2 * 6, columns: 6)
        let (_, weights) = builder.attention(qkv, bias: bias, nodes: 6, heads: 2)
        let plan = Plan(builder)
        var generator = PhiloxGenerator(seed: 5)
        for value in [qkv, bias] {
            for i in 0..<value.count { plan.buffer(value)[i] = Float(8 * generator.uniform() - 4) }
        }
        plan.forward(weights: [0])
        func matrix(_ value: Value) -> ReferenceMatrix {
            ReferenceMatrix(value.rows, value.columns, plan.buffer(value).map(Double.init))
        }
        let truth = matrix(qkv).attention(matrix(bias), nodes: 6, heads: 2).weights
        #expect(weights.rows == truth.rows && weights.columns == truth.columns)
        #expect(OperationCheck.largest(Array(plan.buffer(weights)), truth.values) < 1e-5)
    }

    /// Logits far beyond what exp can hold.
    @Test func hugeLogitsPickOneNode() {
        var builder = PlanBuilder()
        let qkv = builder.input(rows: 3, columns: 3), bias = builder.input(rows: 3, columns: 3)
        let (mixed, weights) = builder.attention(qkv, bias: bias, nodes: 3, heads: 1)
        let plan = Plan(builder)
        _ = plan.buffer(qkv).update(from: [0, 0, 5, 0, 0, 6, 0, 0, 7])
        _ = plan.buffer(bias).update(from: [1e4, -1e4, 0, -1e4, 1e4, 0, -3e38, -3e38, 0])
        plan.forward(weights: [0])
        let attended = Array(plan.buffer(weights))
        for (i, truth) in [1, 0, 0, 0, 1, 0, 0, 0, 1].enumerated() { #expect(abs(attended[i] - Float(truth)) < 1e-30) }
        #expect(Array(plan.buffer(mixed)) == [5, 6, 7])
    }
}
