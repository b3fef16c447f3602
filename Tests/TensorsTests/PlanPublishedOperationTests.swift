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

    /// Widths that BLAS serves and widths of the kernel by rows: strips of 24 and of 8, blocks of eight rows and what is left of them.
    @Test(arguments: [3, 8, 24, 56], [1, 5, 19]) func multiply(outputs: Int, rows: Int) {
        expectRight(
            OperationCheck(shapes: [(rows, 7)], build: { $0.multiply($1[0], "w", outputs: outputs) }) {
                $0[0].multiplied($1["w"] ?? [], outputs: outputs)
            })
    }

    /// What a row becomes does not depend on how many there are.
    @Test func multipliedRowsKeepTheirBits() {
        guard PlanBuilder.hasRowKernel else { return }
        var generator = PhiloxGenerator(seed: 5)
        let data = (0..<100 * 24).map { _ in Float(generator.uniform() - 0.5) }
        let weights = (0..<24 * 64).map { _ in Float(generator.uniform() - 0.5) }
        func run(_ rows: Int) -> [Float] {
            var builder = PlanBuilder()
            let x = builder.input(rows: rows, columns: 24)
            let y = builder.multiply(x, "w", outputs: 64)
            let plan = Plan(builder)
            _ = plan.buffer(x).update(from: data.prefix(rows * 24))
            plan.forward(weights: weights)
            return Array(plan.buffer(y))
        }
        let all = run(100)
        for rows in [1, 7, 8, 13, 64, 65] { #expect(run(rows).elementsEqual(all.prefix(rows * 64))) }
    }

    @Test func meanOverNodes() {
        expectRight(
            OperationCheck(shapes: [(6, 5)], build: { $0.meanOverNodes($1[0], nodes: 3) }) { x, _ in
                x[0].meanOverNodes(3)
            })
    }

    /// Columns by themselves, in vectors, and in blocks of vectors.
    @Test(arguments: [(6, 3, 5), (4, 2, 19), (2, 2, 96), (2, 2, 260)]) func gather(rows: Int, nodes: Int, columns: Int) {
        expectRight(
            OperationCheck(
                shapes: [(rows, nodes), (rows, columns), (rows, nodes), (rows, columns)],
                build: { $0.gather(along: $1[0], $1[1], against: $1[2], $1[3]) }
            ) { x, _ in
                let both = [x[0].sampleProduct(x[1]), x[2].sampleProduct(x[3])].map { $0.map { max($0, 0) } }
                return (both[0] + both[1]).map { $0 / 2 }
            })
    }

    /// Edges that are not there cost nothing, and change nothing.
    @Test func gatherAlongFewEdges() {
        var builder = PlanBuilder()
        let along = builder.input(rows: 3, columns: 3), against = builder.input(rows: 3, columns: 3)
        let f = builder.input(rows: 3, columns: 2), g = builder.input(rows: 3, columns: 2)
        let y = builder.gather(along: along, f, against: against, g)
        let plan = Plan(builder)
        _ = plan.buffer(along).update(from: [0, 1, 0, 0, 0, 0.5, 0, 0, 0])
        _ = plan.buffer(against).update(from: [0, 0, 0, 2, 0, 0, 0, 0, 0])
        _ = plan.buffer(f).update(from: [1, 2, 3, -4, 5, 6])
        _ = plan.buffer(g).update(from: [1, -1, .nan, .nan, .nan, .nan])
        plan.forward(weights: [0])
        #expect(Array(plan.buffer(y)) == [1.5, 0, 2.25, 1.5, 0, 0])
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
