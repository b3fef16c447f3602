import Tensors

/// Holds a plan against a reference in double precision: its values against the reference's, its gradients against
/// the reference's central differences.
struct OperationCheck {
    /// Weights by name.
    typealias Weights = [String: [Double]]

    let shapes: [(rows: Int, columns: Int)]
    /// Whether the plan reads transposed copies of the weights.
    var packed = false
    let build: (inout PlanBuilder, [Value]) -> Value
    let reference: ([ReferenceMatrix], Weights) -> ReferenceMatrix

    /// The largest differences found, each over 1 + the size of the true number; NaN counts as infinite.
    struct Errors {
        var forward = 0.0, inputs = 0.0, weights = 0.0
        /// Gradients of the inputs when no weight's gradient is asked for, and the other way round.
        var inputsAlone = 0.0, weightsAlone = 0.0
    }

    func run(seed: UInt64, scale: Float = 1) -> Errors {
        var generator = PhiloxGenerator(seed: seed)
        func draw(_ count: Int) -> [Float] { (0..<count).map { _ in scale * Float(4 * generator.uniform() - 2) } }
        let data = shapes.map { draw($0.rows * $0.columns) }
        let (tracked, inputs, output) = plan(tracked: true)
        let weights = draw(max(tracked.layout.count, 1))
        let slopes = draw(output.count)

        var errors = Errors()
        let both = gradients(tracked, inputs, output, data, weights, slopes, training: true)
        let alone = gradients(tracked, inputs, output, data, weights, slopes, training: false)
        let (untracked, plainInputs, plainOutput) = plan(tracked: false)
        let trained = gradients(untracked, plainInputs, plainOutput, data, weights, slopes, training: true)

        let matrices = zip(shapes, data).map { ReferenceMatrix($0.rows, $0.columns, $1.map(Double.init)) }
        let named = Dictionary(
            uniqueKeysWithValues: tracked.layout.entries.map {
                ($0.name, weights[$0.offset..<$0.offset + $0.count].map(Double.init))
            })
        func loss(_ matrices: [ReferenceMatrix], _ named: Weights) -> Double {
            zip(reference(matrices, named).values, slopes).reduce(0) { $0 + $1.0 * Double($1.1) }
        }
        errors.forward = Self.largest(both.output, reference(matrices, named).values)
        let step = 1e-5
        for index in matrices.indices {
            let truth = matrices[index].values.indices.map { i -> Double in
                var (up, down) = (matrices, matrices)
                up[index].values[i] += step
                down[index].values[i] -= step
                return (loss(up, named) - loss(down, named)) / (2 * step)
            }
            errors.inputs = max(errors.inputs, Self.largest(both.inputs[index], truth))
            errors.inputsAlone = max(errors.inputsAlone, Self.largest(alone.inputs[index], truth))
        }
        for entry in tracked.layout.entries {
            let truth = (0..<entry.count).map { i -> Double in
                var (up, down) = (named, named)
                up[entry.name]?[i] += step
                down[entry.name]?[i] -= step
                return (loss(matrices, up) - loss(matrices, down)) / (2 * step)
            }
            let range = entry.offset..<entry.offset + entry.count
            errors.weights = max(errors.weights, Self.largest(Array(both.weights[range]), truth))
            errors.weightsAlone = max(errors.weightsAlone, Self.largest(Array(trained.weights[range]), truth))
        }
        return errors
    }

    private func plan(tracked: Bool) -> (Plan, [Value], Value) {
        var builder = PlanBuilder()
        let inputs = shapes.map { builder.input(rows: $0.rows, columns: $0.columns, tracked: tracked) }
        let output = build(&builder, inputs)
        return (Plan(builder), inputs, output)
    }

    private func gradients(
        _ plan: Plan, _ inputs: [Value], _ output: Value, _ data: [[Float]], _ weights: [Float], _ slopes: [Float],
        training: Bool
    ) -> (output: [Float], inputs: [[Float]], weights: [Float]) {
        if packed { plan.pack(weights: weights) }
        for (input, values) in zip(inputs, data) { _ = plan.buffer(input).update(from: values) }
        plan.forward(weights: weights)
        // What an earlier use left behind must not show; weight gradients are added to what is there.
        for input in inputs { plan.gradient(input).update(repeating: 9) }
        plan.clearGradients()
        _ = plan.gradient(output).update(from: slopes)
        var sums = [Float](repeating: 1, count: weights.count)
        if training {
            plan.backward(weights: weights, weightGradients: &sums)
        } else {
            plan.backward(weights: weights, weightGradients: nil)
        }
        return (Array(plan.buffer(output)), inputs.map { Array(plan.gradient($0)) }, sums.map { $0 - 1 })
    }

    static func largest(_ found: [Float], _ truth: [Double]) -> Double {
        guard found.count == truth.count else { return .infinity }
        return zip(found, truth).reduce(0) { worst, pair in
            let error = abs(Double(pair.0) - pair.1) / (1 + abs(pair.1))
            return error.isNaN ? .infinity : max(worst, error)
        }
    }
}
