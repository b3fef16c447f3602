extension Cell {
    /// The cell in Graphviz's DOT language as people draw it: four feature maps from left to right and an edge for each
    /// operation. What no image passes through (`none`, and operations on no path from input to output) is dashed.
    public var dot: String {
        let lines =
            [
                "digraph cell {",
                "    graph [rankdir=LR, bgcolor=transparent, label=\"\(archString)\", fontname=\"Helvetica\", fontsize=11]",
                "    node [shape=circle, fontname=\"Helvetica\", fontsize=11, width=0.7, fixedsize=true]",
                "    edge [fontname=\"Helvetica\", fontsize=11]",
            ] + (0...3).map(dotNode) + Cell.edges.indices.map(dotEdge) + ["}", ""]
        return lines.joined(separator: "\n")
    }

    private func dotNode(_ map: Int) -> String {
        let role = map == 0 ? "\\ninput" : map == 3 ? "\\noutput" : ""
        let isUsed = Cell.edges.indices.contains { index in
            isLive(edge: index) && (Cell.edges[index].from == map || Cell.edges[index].to == map)
        }
        return "    \(map) [label=\"\(map)\(role)\"\(isUsed || map == 0 || map == 3 ? "" : ", style=dashed, color=gray60")]"
    }

    private func dotEdge(_ index: Int) -> String {
        let ends = Cell.edges[index]
        let look = isLive(edge: index) ? "" : ", style=dashed, color=gray60, fontcolor=gray50"
        return "    \(ends.from) -> \(ends.to) [label=\"\(self[index].label)\"\(look)]"
    }

    /// Whether the operation on an edge (0..<6, arch-string order) is on a live path from input to output.
    public func isLive(edge: Int) -> Bool {
        self[edge] != .none && Cell.liveNodes(presentMask: presentMask)[edge + 1]
    }
}
