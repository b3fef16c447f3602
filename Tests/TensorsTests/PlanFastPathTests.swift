import Tensors
import Testing

/// Kernels for the shapes of the published networks, against the same reference as the general ones.
@Suite struct PlanFastPathTests {
    /// Wide layers: whole and broken blocks of rows and outputs.
    @Test(arguments: [(1, 3, 24), (8, 6, 24), (11, 7, 24), (16, 1, 24), (75, 4, 24), (8, 5, 83), (8, 3, 64)])
    func wideLinear(rows: Int, outputs: Int, inputs: Int) {
        PlanOperationTests.expectRight(
            OperationCheck(shapes: [(rows, inputs)], build: { $0.linear($1[0], "l", outputs: outputs, wide: true) }) {
                $0[0].linear($1["l.weight"] ?? [], $1["l.bias"], outputs: outputs)
            })
    }

    /// Where the machine has the kernel, blocks of eight rows are the same bits in any company.
    @Test func rowsOfAWideLayerDoNotKnowEachOther() {
        func run(_ rows: Int, from first: Int) -> [Float] {
            var builder = PlanBuilder()
            let x = builder.input(rows: rows, columns: 768)
            let y = builder.linear(x, "l", outputs: 10, wide: true)
            let plan = Plan(builder)
            let buffer = plan.buffer(x)
            for i in buffer.indices { buffer[i] = Float(((first * 768 + i) * 7919) % 401) / 200 - 1 }
            plan.forward(weights: builder.layout.initialWeights(seed: 3))
            return Array(plan.buffer(y))
        }
        let all = run(32, from: 0)
        let parts = stride(from: 0, to: 32, by: 8).flatMap { run(8, from: $0) }
        let difference = zip(all, parts).map { abs($0 - $1) }.max() ?? 1
        #expect(difference < 1e-5)
        if PlanBuilder.hasRowKernel { #expect(all == parts) }
    }

    /// Layers that read copies: whole and broken strips of 32 outputs, blocks of twelve rows, of six, of four and single ones.
    @Test(
        arguments: [(16, 24, 8), (19, 40, 16), (64, 8, 7), (17, 48, 24), (16, 5, 9), (1, 32, 5), (7, 72, 3), (8, 1, 12), (10, 39, 11)],
        [false, true])
    func packedLinear(shape: (rows: Int, outputs: Int, inputs: Int), wide: Bool) {
        PlanOperationTests.expectRight(
            OperationCheck(
                shapes: [(shape.rows, shape.inputs)], packed: true,
                build: { $0.linear($1[0], "l", outputs: shape.outputs, wide: wide) }
            ) { $0[0].linear($1["l.weight"] ?? [], $1["l.bias"], outputs: shape.outputs) })
    }

    /// More rows than are taken at once: those of a packed layer are the same bits in any company, and so from copies that plans share.
    @Test func plansOfDifferentSizesShareCopies() {
        func declare(_ rows: Int) -> (PlanBuilder, Value, Value) {
            var builder = PlanBuilder()
            let x = builder.input(rows: rows, columns: 40)
            let y = builder.linear(x, "l", outputs: 56, wide: true)
            return (builder, x, y)
        }
        let (builder, _, _) = declare(1)
        let weights = builder.layout.initialWeights(seed: 5)
        let shared = PackedWeights(builder, weights: weights)
        func run(_ rows: Range<Int>) -> [Float] {
            let (builder, x, y) = declare(rows.count)
            let plan = Plan(builder)
            plan.packed = shared
            let buffer = plan.buffer(x)
            for i in buffer.indices { buffer[i] = Float(((rows.lowerBound * 40 + i) * 7919) % 401) / 200 - 1 }
            plan.forward(weights: weights)
            return Array(plan.buffer(y))
        }
        let all = run(0..<203)
        let parts = [0..<1, 1..<9, 9..<110, 110..<203].flatMap(run)
        let (close, equal) = (zip(all, parts).allSatisfy { abs($0 - $1) < 1e-5 }, all == parts)
        #expect(close && all.count == parts.count)
        if PlanBuilder.hasPackedKernels { #expect(equal) }
        #expect((shared != nil) == PlanBuilder.hasPackedKernels)
    }

    /// On every processor that has the kernels a number is its bias and then one fused multiply-add an input, in order, and so are gradients.
    @Test(arguments: [(8, 64, 30), (13, 7, 66), (6, 21, 9), (1, 1, 5), (25, 96, 17)])
    func packedProductsAreTheSameBitsOnEveryProcessor(rows: Int, outputs: Int, inputs: Int) {
        guard PlanBuilder.hasPackedKernels else { return }
        var builder = PlanBuilder()
        let x = builder.input(rows: rows, columns: inputs, tracked: true)
        let y = builder.linear(x, "l", outputs: outputs)
        let plan = Plan(builder)
        var generator = PhiloxGenerator(seed: 9)
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        let weights = numbers(builder.layout.count), values = numbers(rows * inputs), slopes = numbers(rows * outputs)
        plan.pack(weights: weights)
        _ = plan.buffer(x).update(from: values)
        plan.forward(weights: weights)
        plan.clearGradients()
        _ = plan.gradient(y).update(from: slopes)
        plan.backward(weights: weights, weightGradients: nil)
        let bias = outputs * inputs
        for row in 0..<rows {
            for output in 0..<outputs {
                let expected = (0..<inputs).reduce(weights[bias + output]) {
                    $0.addingProduct(weights[output * inputs + $1], values[row * inputs + $1])
                }
                #expect(plan.buffer(y)[row * outputs + output] == expected)
            }
            for input in 0..<inputs {
                let expected = (0..<outputs).reduce(Float(0)) {
                    $0.addingProduct(weights[$1 * inputs + input], slopes[row * outputs + $1])
                }
                #expect(plan.gradient(x)[row * inputs + input] == expected)
            }
        }
    }

    @Test(arguments: [(16, 24, 8), (19, 40, 16), (64, 8, 7), (16, 5, 24), (15, 24, 8), (27, 8, 56), (9, 13, 11)])
    func packedMultiply(rows: Int, outputs: Int, inputs: Int) {
        PlanOperationTests.expectRight(
            OperationCheck(shapes: [(rows, inputs)], packed: true, build: { $0.multiply($1[0], "w", outputs: outputs) }) {
                $0[0].multiplied($1["w"] ?? [], outputs: outputs)
            })
    }

    /// A plan packed anew reads the new weights.
    @Test func packingAgainReadsTheNewWeights() {
        var builder = PlanBuilder()
        let x = builder.input(rows: 16, columns: 8)
        let y = builder.linear(x, "l", outputs: 8)
        let plan = Plan(builder)
        plan.buffer(x).update(repeating: 1)
        for scale in [1, 3] as [Float] {
            let weights = [Float](repeating: scale, count: builder.layout.count)
            plan.pack(weights: weights)
            plan.forward(weights: weights)
            #expect(plan.buffer(y).allSatisfy { $0 == 9 * scale })
        }
    }

    /// Heads of eight numbers over eight keys, with a mask that leaves some rows without any.
    @Test(arguments: [8, 3]) func attentionOfEight(queries: Int) {
        let allowed = (0..<2 * queries * 8).map { Float($0 % 5 == 1 || $0 % 7 == 2 ? 1 : 0) * ($0 / 8 == 1 ? 0 : 1) }
        let mask = ReferenceMatrix(2 * queries, 8, allowed.map(Double.init))
        for masked in [true, false] {
            var builder = PlanBuilder()
            let q = builder.input(rows: 2 * queries, columns: 24), k = builder.input(rows: 16, columns: 24)
            let v = builder.input(rows: 16, columns: 24), m = builder.input(rows: 2 * queries, columns: 8)
            let weights = builder.attentionWeights(query: q, key: k, mask: masked ? m : nil, samples: 2, heads: 3, scale: 0.6)
            let mixed = builder.mix(v, by: weights, samples: 2, heads: 3)
            let plan = Plan(builder)
            var generator = PhiloxGenerator(seed: 4)
            let inputs = [q, k, v].map { value -> ReferenceMatrix in
                let buffer = plan.buffer(value)
                for i in buffer.indices { buffer[i] = Float(6 * generator.uniform() - 3) }
                return ReferenceMatrix(value.rows, value.columns, buffer.map(Double.init))
            }
            _ = plan.buffer(m).update(fromContentsOf: allowed)
            plan.forward(weights: [0])
            let expected = inputs[0].attentionWeights(
                over: inputs[1], mask: masked ? mask : nil, samples: 2, heads: 3, scale: 0.6)
            let result = expected.mixing(inputs[2], samples: 2, heads: 3)
            let pairs =
                zip(plan.buffer(weights), expected.values).map { abs(Double($0) - $1) }
                + zip(plan.buffer(mixed), result.values).map { abs(Double($0) - $1) }
            #expect((pairs.max() ?? 1) < 1e-5)
            #expect(pairs.count == 6 * queries * 8 + 2 * queries * 24)
        }
    }
}
