import Foundation
import Tensors
import Testing

/// The operations of the published networks, forward and backward, against the reference in double precision.
@Suite struct PlanPublishedOperationTests {
    private func expectRight(_ check: OperationCheck, scale: Float = 1, location: SourceLocation = #_sourceLocation) {
        PlanOperationTests.expectRight(check, scale: scale, location: location)
    }

    @Test(arguments: [1, 10] as [Float]) func relu(scale: Float) {
        expectRight(
            OperationCheck(shapes: [(3, 21)], build: { $0.relu($1[0]) }) { x, _ in x[0].map { max($0, 0) } }, scale: scale)
    }

    @Test(arguments: [0.01, 1, 20] as [Float]) func elu(scale: Float) {
        expectRight(
            OperationCheck(shapes: [(3, 21)], build: { $0.elu($1[0]) }) { x, _ in x[0].map { $0 > 0 ? $0 : expm1($0) } },
            scale: scale)
    }

    @Test(arguments: [0.01, 1, 20] as [Float]) func tanh(scale: Float) {
        expectRight(
            OperationCheck(shapes: [(3, 21)], build: { $0.tanh($1[0]) }) { x, _ in x[0].map { Foundation.tanh($0) } },
            scale: scale)
    }

    /// Small arguments keep their digits: exp(x) − 1 and tanh x are x there, to the last one.
    @Test func smallArgumentsKeepTheirDigits() {
        var builder = PlanBuilder()
        let x = builder.input(rows: 1, columns: 3)
        let (elu, tanh) = (builder.elu(x), builder.tanh(x))
        let plan = Plan(builder)
        _ = plan.buffer(x).update(from: [-1e-6, -1e-4, -1e-2])
        plan.forward(weights: [0])
        for i in 0..<3 {
            let argument = Double(plan.buffer(x)[i])
            #expect(abs(Double(plan.buffer(elu)[i]) / expm1(argument) - 1) < 3e-7)
            #expect(abs(Double(plan.buffer(tanh)[i]) / Foundation.tanh(argument) - 1) < 3e-7)
        }
    }

    @Test func extremesStayFinite() {
        var builder = PlanBuilder()
        let x = builder.input(rows: 1, columns: 4)
        let (elu, tanh) = (builder.elu(x), builder.tanh(x))
        let plan = Plan(builder)
        _ = plan.buffer(x).update(from: [-1e30, -200, 200, 1e30])
        plan.forward(weights: [0])
        #expect(Array(plan.buffer(elu)) == [-1, -1, 200, 1e30])
        #expect(Array(plan.buffer(tanh)) == [-1, -1, 1, 1])
    }

    @Test func scale() {
        expectRight(
            OperationCheck(shapes: [(3, 7)], build: { $0.scale($1[0], by: -1.5) }) { x, _ in x[0].map { -1.5 * $0 } })
    }

    @Test func multiply() {
        expectRight(
            OperationCheck(shapes: [(5, 7)], build: { $0.multiply($1[0], "w", outputs: 3) }) {
                $0[0].multiplied($1["w"] ?? [], outputs: 3)
            })
    }

    @Test func meanOverNodes() {
        expectRight(
            OperationCheck(shapes: [(6, 5)], build: { $0.meanOverNodes($1[0], nodes: 3) }) { x, _ in
                x[0].meanOverNodes(3)
            })
    }

    @Test(arguments: [true, false]) func sampleProduct(transposed: Bool) {
        expectRight(
            OperationCheck(
                shapes: [(6, 3), (6, 5)], build: { $0.sampleProduct($1[0], $1[1], transposed: transposed) }
            ) { x, _ in x[0].sampleProduct(x[1], transposed: transposed) })
    }

    @Test func addConstants() {
        let first = (0..<6).map { Float($0) }, second = (0..<6).map { 0.5 - Float($0) }
        expectRight(
            OperationCheck(
                shapes: [(4, 3)], build: { $0.addConstants($0.addConstants($1[0], table: first), table: second) }
            ) { x, _ in
                ReferenceMatrix(4, 3) { row, column in x[0][row, column] + 0.5 }
            })
    }

    @Test func learnedRows() {
        expectRight(
            OperationCheck(
                shapes: [(6, 4)],
                build: { $0.add($1[0], $0.learnedRows("s", rows: 2, columns: 4, samples: 3, shape: [1, 2, 4])) }
            ) { x, weights in x[0].addingNodeEmbedding(weights["s"] ?? [], nodes: 2) })
    }

    @Test func attentionBetweenSetsOfDifferentSizes() {
        expectRight(
            OperationCheck(
                shapes: [(4, 6), (10, 6), (10, 8)],
                build: {
                    let weights = $0.attentionWeights(query: $1[0], key: $1[1], samples: 2, heads: 2, scale: 0.4)
                    return $0.mix($1[2], by: weights, samples: 2, heads: 2)
                }
            ) { x, _ in
                x[0].attentionWeights(over: x[1], mask: nil, samples: 2, heads: 2, scale: 0.4)
                    .mixing(x[2], samples: 2, heads: 2)
            })
    }

    @Test func attentionBlock() {
        expectRight(
            OperationCheck(
                shapes: [(2, 5), (6, 3)],
                build: { $0.attentionBlock($1[0], $1[1], "b", sets: 2, outputs: 4, heads: 2) }
            ) { x, weights in x[0].attentionBlock(x[1], weights, sets: 2, outputs: 4, heads: 2) })
    }
}
