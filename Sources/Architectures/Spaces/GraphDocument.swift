/// An architecture of any space as a JSON document: its graph, and its place where its space is listed.
public struct GraphDocument: Codable, Sendable, Hashable {
    public struct Edge: Codable, Sendable, Hashable {
        public let from, to: String
    }

    public let space, arch: String
    public let index: Int?
    /// The type of each node, by the node's name.
    public let types: [String: String]
    public let edges: [Edge]

    public init(_ architecture: Architecture) {
        let space = architecture.space, words = space.words
        self.space = space.name
        arch = architecture.archString
        index = architecture.place
        types = Dictionary(
            zip(words.nodes, architecture.nodeTypes.map { words.types[$0].name }), uniquingKeysWith: { first, _ in first })
        edges = zip(space.layout.slots, architecture.edges).filter(\.1).map { slot, _ in Edge(from: words.nodes[slot.from], to: words.nodes[slot.to]) }
    }
}

extension Architecture {
    /// The graph in Graphviz's DOT language, from left to right: a box a node, with its type.
    var graphDOT: String {
        let names = space.words.nodes
        func quoted(_ text: String) -> String { "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
        let nodes = zip(names, nodeTypes).map { name, type in
            let label = space.words.types[type].name
            return "    \(quoted(name)) [label=\(quoted(name == label || type == space.absentType ? name : "\(name): \(label)"))]"
        }
        let edges = zip(space.layout.slots, edges).filter(\.1).map { slot, _ in "    \(quoted(names[slot.from])) -> \(quoted(names[slot.to]))" }
        let head = [
            "digraph architecture {", "    graph [rankdir=LR, bgcolor=transparent, label=\(quoted(archString)), fontname=\"Helvetica\", fontsize=11]",
            "    node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11]",
        ]
        return (head + nodes + edges + ["}", ""]).joined(separator: "\n")
    }
}
