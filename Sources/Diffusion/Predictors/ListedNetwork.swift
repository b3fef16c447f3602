import Architectures
import Tensors

/// A network of a listed space's clean architectures, as `ListedInput` shows them → standard scores of several properties.
struct ListedNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width: Int
        var blocks: Int
        var properties: Int

        /// Whether a network of this size can be built (files come from outside).
        var isSound: Bool { (1...4096).contains(width) && (1...64).contains(blocks) && (1...1024).contains(properties) }
    }

    /// All architectures are panels of this many, and one always sits in the same row of the same panel.
    static let panelRows = 125

    let rows: Int
    let plan: Plan
    private let clean: ListedInput
    private let input: Value
    /// Standard scores, [rows, properties].
    let output: Value

    init(of clean: ListedInput, configuration: Configuration, rows: Int) {
        (self.clean, self.rows) = (clean, rows)
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: clean.count)
        let h = builder.residualTrunk(input, width: configuration.width, blocks: configuration.blocks)
        output = builder.linear(h, "out", outputs: configuration.properties, gain: 0.1)
        plan = Plan(builder)
    }

    /// Writes the architecture at a place into a row of the input.
    func load(_ row: Int, place: Int) {
        if let values = plan.buffer(input).baseAddress { clean.write(place, into: values + row * clean.count) }
    }

    /// What the network says of every architecture: standard scores by place, a property each. The same bytes whatever the number of threads.
    static func estimates(of clean: ListedInput, _ configuration: Configuration, weights: [Float], threads: Int) -> [[Double]] {
        let count = clean.list.count, panels = (count + panelRows - 1) / panelRows, workers = max(1, min(threads, panels))
        let results = ScratchOwner(count * configuration.properties)
        weights.withUnsafeBufferPointer { buffer in
            guard let weights = buffer.baseAddress else { return }
            let networks = (0..<workers).map { _ in ListedNetwork(of: clean, configuration: configuration, rows: panelRows) }
            let packed = networks.first.flatMap { PackedWeights($0.plan, weights: weights) }
            for network in networks { network.plan.packed = packed }
            let shared = Shared(networks: networks, weights: weights, results: results.pointer)
            Threads.share(panels, threads: workers) { worker, panel in
                let network = shared.networks[worker], first = panel * panelRows, rows = min(panelRows, count - first)
                for row in 0..<rows { network.load(row, place: first + row) }
                network.plan.forward(weights: shared.weights)
                let output = network.plan.buffer(network.output)
                for i in 0..<rows * configuration.properties { shared.results[first * configuration.properties + i] = output[i] }
            }
        }
        return (0..<configuration.properties).map { p in
            (0..<count).map { Double(results.pointer[$0 * configuration.properties + p]) }
        }
    }

    /// What the threads share; each keeps to its own network and its own panels.
    private struct Shared: @unchecked Sendable {
        let networks: [ListedNetwork]
        let weights: UnsafePointer<Float>
        let results: UnsafeMutablePointer<Float>
    }
}
