import Tensors
import Testing

/// Attention along edges: what the mask forbids carries neither weight nor gradient.
@Suite struct PlanMaskedAttentionTests {
    private let nodes = 3
    /// Node 1 may look at two others, node 2 at none.
    private let mask: [Float] = [0, 1, 0, 1, 0, 1, 0, 0, 0]

    private func run(_ size: Float) -> (weights: [Float], queryGradient: [Float], reference: ReferenceMatrix) {
        var builder = PlanBuilder()
        let query = builder.input(rows: nodes, columns: 4, tracked: true)
        let key = builder.input(rows: nodes, columns: 4, tracked: true)
        let allowed = builder.input(rows: nodes, columns: nodes)
        let weights = builder.attentionWeights(query: query, key: key, mask: allowed, samples: 1, heads: 2, scale: 0.7)
        let plan = Plan(builder)
        var generator = PhiloxGenerator(seed: 3)
        let numbers = (0..<24).map { _ in size * Float(2 * generator.uniform() - 1) }
        _ = plan.buffer(query).update(from: numbers[..<12])
        _ = plan.buffer(key).update(from: numbers[12...])
        _ = plan.buffer(allowed).update(from: mask)
        plan.forward(weights: [0])
        plan.clearGradients()
        for (i, _) in plan.buffer(weights).enumerated() { plan.gradient(weights)[i] = Float(i) }
        plan.backward(weights: [0], weightGradients: nil)
        let reference = ReferenceMatrix(nodes, 4, numbers[..<12].map(Double.init)).attentionWeights(
            over: ReferenceMatrix(nodes, 4, numbers[12...].map(Double.init)),
            mask: ReferenceMatrix(nodes, nodes, mask.map(Double.init)), samples: 1, heads: 2, scale: 0.7)
        return (Array(plan.buffer(weights)), Array(plan.gradient(query)), reference)
    }

    /// Large logits too: −1e9 replaces a logit, it is not added to one, where 32 would be lost in rounding.
    @Test(arguments: [1, 30] as [Float]) func weightsAreTheReferences(size: Float) {
        let (weights, _, reference) = run(size)
        #expect(OperationCheck.largest(weights, reference.values) < 1e-4)
    }

    @Test(arguments: [1, 30] as [Float]) func aRowWithoutSuccessorsIsUniformAndStill(size: Float) {
        let (weights, gradient, _) = run(size)
        for head in 0..<2 {
            for j in 0..<nodes { #expect(weights[(head * nodes + 2) * nodes + j] == Float(1) / 3) }
        }
        #expect(gradient[8..<12].allSatisfy { $0 == 0 })
        // One allowed key: weight 1, whatever the logit; two: they move.
        #expect(weights[1] == 1)
        if size == 1 { #expect(gradient[4..<8].contains { $0 != 0 }) }
    }
}
