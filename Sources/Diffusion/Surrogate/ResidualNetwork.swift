import Architectures
import Tensors

/// What a figure of clean networks is beyond a sum over layers: two hidden layers on each layer's kernel and expansion, as in Once-for-All's
/// own accuracy predictor (Cai et al. 2020).
struct ResidualNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width = 192
    }

    /// Six a layer: which kernel, which expansion; all zero where it is absent.
    static let inputCount = 6 * MobileNet.layerCount

    let rows: Int
    let plan: Plan
    private let input: Value
    /// [rows, 1]
    let output: Value

    init(configuration: Configuration, rows: Int) {
        self.rows = rows
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: Self.inputCount)
        let first = builder.silu(builder.linear(input, "first", outputs: configuration.width))
        let second = builder.silu(builder.linear(first, "second", outputs: configuration.width))
        output = builder.linear(second, "out", outputs: 1, gain: 0)
        plan = Plan(builder)
    }

    /// Writes a network into a row of the input.
    /// - Parameter types: column of `V` of each of the twenty layers, 0 where it is absent
    func load(_ row: Int, types: UnsafePointer<Int>) {
        guard let values = plan.buffer(input).baseAddress.map({ $0 + row * Self.inputCount }) else { return }
        values.update(repeating: 0, count: Self.inputCount)
        for node in 0..<MobileNet.layerCount where types[node] > 0 {
            let code = types[node] - 1
            values[6 * node + code / 3] = 1
            values[6 * node + 3 + code % 3] = 1
        }
    }
}
