/// A network of NAS-Bench-Graph in the benchmark's own terms.
struct GraphNetworkParts {
    /// Where each of the four computing nodes takes its input from: 0 the data, k the k-th node.
    let links: [Int]
    let operations: [GraphOperation]

    /// - Precondition: the architecture is of NAS-Bench-Graph
    init(_ architecture: Architecture) {
        let slots = zip(architecture.space.layout.slots, architecture.edges), types = architecture.nodeTypes
        links = (1...4).map { node in slots.first { $0.to == node && $1 }?.0.from ?? 0 }
        operations = types[1...4].compactMap { GraphOperation(rawValue: $0 - 2) }
    }

    var text: String { links.map(String.init).joined(separator: " ") + ": " + operations.map(\.name).joined(separator: " ") }

    /// Trained weights by data set.
    var parameters: [String: Int] {
        Dictionary(
            uniqueKeysWithValues: GraphNetworkCost.Task.all.map { ($0.name, GraphNetworkCost(links: links, operations: operations, on: $0).parameters) })
    }
}

/// A network of NAS-Bench-Graph as a JSON document. Keys are documented in docs/export.md.
struct GraphNetworkDocument: Encodable, Sendable {
    let space, arch: String
    /// The network's number in the benchmark's order.
    let index: Int?
    let links: [Int]
    let operations: [String]
    /// Trained weights of the benchmark's network for each data set.
    let parameters: [String: Int]

    init(_ architecture: Architecture) {
        let parts = GraphNetworkParts(architecture)
        (space, arch, index) = (architecture.space.name, architecture.archString, architecture.place)
        (links, operations, parameters) = (parts.links, parts.operations.map(\.name), parts.parameters)
    }
}
