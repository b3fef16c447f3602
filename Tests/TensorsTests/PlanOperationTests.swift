import Foundation
import Tensors
import Testing

/// Every operation of `PlanBuilder`, forward and backward, against the reference in double precision.
@Suite struct PlanOperationTests {
    private static let pairs = [(from: 0, to: 1), (from: 0, to: 2), (from: 2, to: 1)]

    static func expectRight(_ check: OperationCheck, scale: Float = 1, location: SourceLocation = #_sourceLocation) {
        for seed in 1...4 as ClosedRange<UInt64> {
            let errors = check.run(seed: seed, scale: scale)
            #expect(errors.forward < 1e-5, "forward, seed \(seed)", sourceLocation: location)
            #expect(errors.inputs < 5e-5, "input gradients, seed \(seed)", sourceLocation: location)
            #expect(errors.weights < 5e-5, "weight gradients, seed \(seed)", sourceLocation: location)
            #expect(errors.inputsAlone < 5e-5, "input gradients alone, seed \(seed)", sourceLocation: location)
            #expect(errors.weightsAlone < 5e-5, "weight gradients alone, seed \(seed)", sourceLocation: location)
        }
    }

    @Test(arguments: [true, false]) func linear(bias: Bool) {
        Self.expectRight(
            OperationCheck(shapes: [(5, 7)], build: { $0.linear($1[0], "l", outputs: 3, bias: bias) }) {
                $0[0].linear($1["l.weight"] ?? [], $1["l.bias"], outputs: 3)
            })
    }

    @Test func layerNorm() {
        Self.expectRight(
            OperationCheck(shapes: [(4, 19)], build: { $0.layerNorm($1[0], "n") }) {
                $0[0].layerNorm(gain: $1["n.weight"] ?? [], bias: $1["n.bias"] ?? [])
            })
    }

    /// Numbers that hardly differ are not blown up: (x − mean)/√(variance + 10⁻⁵), and of equal ones nothing but the bias is left.
    @Test func layerNormOfNearlyEqualNumbers() {
        var builder = PlanBuilder()
        let x = builder.input(rows: 2, columns: 4), y = builder.layerNorm(x, "n")
        let plan = Plan(builder)
        _ = plan.buffer(x).update(from: [3, 3, 3, 3, 0.002, -0.002, 0.002, -0.002])
        plan.forward(weights: [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5])
        let large = Float(0.002 / (4e-6 + 1e-5).squareRoot())
        for (found, truth) in zip(plan.buffer(y), [0.5, 0.5, 0.5, 0.5, 0.5 + large, 0.5 - large, 0.5 + large, 0.5 - large] as [Float]) {
            #expect(abs(found - truth) < 1e-5)
        }
    }

    /// The exponential in it to a few units in the last place, over all its range.
    @Test func siluIsAccurate() {
        var builder = PlanBuilder()
        let x = builder.input(rows: 1, columns: 4_001), y = builder.silu(x)
        let plan = Plan(builder)
        for i in 0..<4_001 { plan.buffer(x)[i] = Float(i - 2_000) / 25 }
        plan.forward(weights: [0])
        for i in 0..<4_001 where i != 2_000 {
            let value = Double(plan.buffer(x)[i]), truth = value / (1 + exp(-value))
            #expect(abs(Double(plan.buffer(y)[i]) / truth - 1) < 1e-6, "\(value)")
        }
    }

    @Test(arguments: [1, 10] as [Float]) func silu(scale: Float) {
        Self.expectRight(OperationCheck(shapes: [(3, 21)], build: { $0.silu($1[0]) }) { x, _ in x[0].silu() }, scale: scale)
    }

    @Test func add() {
        Self.expectRight(
            OperationCheck(shapes: [(3, 5), (3, 5)], build: { $0.add($1[0], $1[1]) }) { x, _ in x[0] + x[1] })
    }

    @Test func addNodeEmbedding() {
        Self.expectRight(
            OperationCheck(shapes: [(6, 5)], build: { $0.addNodeEmbedding($1[0], "p", nodes: 3) }) {
                $0[0].addingNodeEmbedding($1["p"] ?? [], nodes: 3)
            })
    }

    @Test func addToNodes() {
        Self.expectRight(
            OperationCheck(shapes: [(6, 5), (2, 5)], build: { $0.addToNodes($1[0], $1[1]) }) { x, _ in
                x[0].addingToNodes(x[1])
            })
    }

    @Test func concatenate() {
        Self.expectRight(
            OperationCheck(shapes: [(4, 3), (4, 1), (4, 6)], build: { $0.concatenate($1) }) { x, _ in
                x[0].beside(x[1]).beside(x[2])
            })
    }

    @Test func gatherPairs() {
        Self.expectRight(
            OperationCheck(shapes: [(6, 4)], build: { $0.gatherPairs($1[0], nodes: 3, pairs: Self.pairs) }) { x, _ in
                x[0].gatherPairs(nodes: 3, pairs: Self.pairs)
            })
    }

    @Test func edgeBias() {
        Self.expectRight(
            OperationCheck(
                shapes: [(6, 4)], build: { $0.edgeBias($1[0], "b", nodes: 3, heads: 2, slots: Self.pairs) }
            ) { $0[0].edgeBias($1["b"] ?? [], nodes: 3, heads: 2, slots: Self.pairs) })
    }

    /// A value that several steps read collects the gradients of them all.
    @Test func aValueUsedManyTimes() {
        Self.expectRight(
            OperationCheck(
                shapes: [(4, 3)],
                build: { builder, x in
                    let h = builder.linear(x[0], "l", outputs: 3)
                    let sum = builder.add(builder.silu(h), builder.add(h, x[0]))
                    return builder.concatenate([sum, h, x[0]])
                }
            ) { x, weights in
                let h = x[0].linear(weights["l.weight"] ?? [], weights["l.bias"], outputs: 3)
                return (h.silu() + h + x[0]).beside(h).beside(x[0])
            })
    }
}
