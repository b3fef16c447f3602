import Architectures
import Tensors

/// A network of clean cells: which operation is on each edge → standard scores of several properties.
struct CellNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width: Int
        var blocks: Int
        var properties: Int

        /// Whether a network of this size can be built (files come from outside).
        var isSound: Bool { (1...4096).contains(width) && (1...64).contains(blocks) && (1...1024).contains(properties) }
    }

    /// One of five for each of six edges.
    static let inputCount = 5 * Cell.edges.count
    /// All cells are 125 panels of this many, and a cell always sits in the same row of the same panel.
    static let panelRows = 125

    let rows: Int
    let plan: Plan
    private let input: Value
    /// Standard scores, [rows, properties].
    let output: Value

    init(configuration: Configuration, rows: Int) {
        self.rows = rows
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: Self.inputCount)
        let h = builder.residualTrunk(input, width: configuration.width, blocks: configuration.blocks)
        output = builder.linear(h, "out", outputs: configuration.properties, gain: 0.1)
        plan = Plan(builder)
    }

    /// Writes a cell into a row of the input.
    func load(_ row: Int, code: Int) {
        guard let values = plan.buffer(input).baseAddress.map({ $0 + row * Self.inputCount }) else { return }
        values.update(repeating: 0, count: Self.inputCount)
        var rest = code
        for edge in Cell.edges.indices {
            values[5 * edge + rest % 5] = 1
            rest /= 5
        }
    }

    /// What the network says of every cell: standard scores by code, a property each. The same bytes whatever the number of threads.
    static func estimates(_ configuration: Configuration, weights: [Float], threads: Int) -> [[Double]] {
        let panels = Cell.count / panelRows, workers = max(1, min(threads, panels))
        let results = ScratchOwner(Cell.count * configuration.properties)
        weights.withUnsafeBufferPointer { buffer in
            guard let weights = buffer.baseAddress else { return }
            let networks = (0..<workers).map { _ in CellNetwork(configuration: configuration, rows: panelRows) }
            let packed = networks.first.flatMap { PackedWeights($0.plan, weights: weights) }
            for network in networks { network.plan.packed = packed }
            let shared = Shared(networks: networks, weights: weights, results: results.pointer)
            Threads.share(panels, threads: workers) { worker, panel in
                let network = shared.networks[worker]
                for row in 0..<panelRows { network.load(row, code: panel * panelRows + row) }
                network.plan.forward(weights: shared.weights)
                let output = network.plan.buffer(network.output)
                for i in output.indices { shared.results[panel * panelRows * configuration.properties + i] = output[i] }
            }
        }
        return (0..<configuration.properties).map { p in
            (0..<Cell.count).map { Double(results.pointer[$0 * configuration.properties + p]) }
        }
    }

    /// What the threads share; each keeps to its own network and its own panels.
    private struct Shared: @unchecked Sendable {
        let networks: [CellNetwork]
        let weights: UnsafePointer<Float>
        let results: UnsafeMutablePointer<Float>
    }
}
