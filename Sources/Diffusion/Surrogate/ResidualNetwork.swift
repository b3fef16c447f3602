import Architectures
import Tensors

/// What a figure of clean architectures is beyond a sum: two hidden layers on the parts of each node's type, such as kernel and expansion, as in
/// Once-for-All's own accuracy predictor (Cai et al. 2020).
struct ResidualNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width = 192
    }

    let rows: Int
    let plan: Plan
    private let clean: CleanInput
    private let input: Value
    /// [rows, 1]
    let output: Value

    init(of clean: CleanInput, configuration: Configuration, rows: Int) {
        (self.clean, self.rows) = (clean, rows)
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: clean.count)
        let first = builder.silu(builder.linear(input, "first", outputs: configuration.width))
        let second = builder.silu(builder.linear(first, "second", outputs: configuration.width))
        output = builder.linear(second, "out", outputs: 1, gain: 0)
        plan = Plan(builder)
    }

    /// Writes an architecture into a row of the input, as `CleanInput` takes it.
    func load(_ row: Int, types: UnsafePointer<Int>, patterns: UnsafePointer<Int>) {
        guard let values = plan.buffer(input).baseAddress.map({ $0 + row * clean.count }) else { return }
        clean.write(types: types, patterns: patterns, into: values)
    }
}
