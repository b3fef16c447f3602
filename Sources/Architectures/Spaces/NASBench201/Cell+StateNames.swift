extension Cell {
    /// A name for each entry of a state, in its order: `V.0-1.nor_conv_3x3` for a node's type (the nodes are the input, the cell's
    /// six edges and the output), `E.0.1` for the slot between two nodes.
    public static let stateNames: [String] = {
        let nodes = ["in"] + edges.map { "\($0.from)-\($0.to)" } + ["out"]
        let types = NodeType.allCases.map { $0.operation?.benchmarkName ?? $0.label }
        return nodes.flatMap { node in types.map { "V.\(node).\($0)" } } + layout.slots.map { "E.\($0.from).\($0.to)" }
    }()
}
