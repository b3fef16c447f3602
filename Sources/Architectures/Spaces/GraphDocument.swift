/// A listed architecture as a JSON document: its place in the list, and its graph.
public struct GraphDocument: Codable, Sendable, Hashable {
    public struct Edge: Codable, Sendable, Hashable {
        public let from, to: String
    }

    public let space, arch: String
    public let index: Int
    /// The type of each node, by the node's name.
    public let types: [String: String]
    public let edges: [Edge]

    public init(_ network: GraphArchitecture) {
        let words = network.space.words
        space = network.space.name
        arch = network.text
        index = network.place
        types = Dictionary(
            zip(words.nodes, network.types.map(network.space.label(ofType:))), uniquingKeysWith: { first, _ in first })
        edges = zip(network.space.layout.slots, network.edges).filter(\.1).map { slot, _ in Edge(from: words.nodes[slot.from], to: words.nodes[slot.to]) }
    }
}

extension GraphArchitecture {
    /// The graph in Graphviz's DOT language, from left to right: a box a node, with its type.
    public var dot: String {
        let names = space.words.nodes
        func quoted(_ text: String) -> String { "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
        let nodes = zip(names, types).map { name, type in
            let label = space.label(ofType: type)
            return "    \(quoted(name)) [label=\(quoted(name == label || type == space.absentType ? name : "\(name): \(label)"))]"
        }
        let edges = zip(space.layout.slots, edges).filter(\.1).map { slot, _ in "    \(quoted(names[slot.from])) -> \(quoted(names[slot.to]))" }
        let head = [
            "digraph architecture {", "    graph [rankdir=LR, bgcolor=transparent, label=\(quoted(text)), fontname=\"Helvetica\", fontsize=11]",
            "    node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11]",
        ]
        return (head + nodes + edges + ["}", ""]).joined(separator: "\n")
    }
}
