import Architectures
import Tensors

/// A network of a listed space's clean architectures: the type of each node, and where the types do not tell them the edges → standard scores
/// of several properties.
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
    private let list: ArchitectureList
    private let input: Value
    /// For each node at which architectures differ where its entries of the input begin, and the entry of each type.
    private let entries: [(first: Int, ranks: [Int])]
    /// The slots that are shown, behind them.
    private let slots: [Int]
    /// Standard scores, [rows, properties].
    let output: Value

    /// - Precondition: the space is listed
    init(of space: SearchSpace, configuration: Configuration, rows: Int) {
        guard let list = space.list else { preconditionFailure("\(space.title) has no list") }
        (self.list, self.rows) = (list, rows)
        var count = 0
        entries = list.choices.map { types in
            defer { count += types.count }
            return (count, (0..<space.layout.typeCount).map { types.firstIndex(of: $0) ?? 0 })
        }
        let runs = list.edges
        slots = list.isProduct ? [] : space.layout.slots.indices.filter { slot in runs.contains { $0[slot] != runs[0][slot] } }
        var builder = PlanBuilder()
        input = builder.input(rows: rows, columns: count + slots.count)
        let h = builder.residualTrunk(input, width: configuration.width, blocks: configuration.blocks)
        output = builder.linear(h, "out", outputs: configuration.properties, gain: 0.1)
        plan = Plan(builder)
    }

    /// Writes the architecture at a place into a row of the input.
    func load(_ row: Int, place: Int) {
        guard let values = plan.buffer(input).baseAddress.map({ $0 + row * input.columns }) else { return }
        values.update(repeating: 0, count: input.columns)
        for (k, entry) in entries.enumerated() { values[entry.first + entry.ranks[list.type(k, of: place)]] = 1 }
        guard !slots.isEmpty else { return }
        let edges = list.edges(at: place), first = input.columns - slots.count
        for (k, slot) in slots.enumerated() where edges[slot] { values[first + k] = 1 }
    }

    /// What the network says of every architecture: standard scores by place, a property each. The same bytes whatever the number of threads.
    static func estimates(of space: SearchSpace, _ configuration: Configuration, weights: [Float], threads: Int) -> [[Double]] {
        let count = space.list?.count ?? 0, panels = (count + panelRows - 1) / panelRows, workers = max(1, min(threads, panels))
        let results = ScratchOwner(count * configuration.properties)
        weights.withUnsafeBufferPointer { buffer in
            guard let weights = buffer.baseAddress else { return }
            let networks = (0..<workers).map { _ in ListedNetwork(of: space, configuration: configuration, rows: panelRows) }
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
