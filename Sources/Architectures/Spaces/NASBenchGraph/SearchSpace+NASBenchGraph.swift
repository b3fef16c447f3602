extension SearchSpace {
    /// The graph neural networks of NAS-Bench-Graph (Qin et al. 2022): a listed block of 26,206 rows in nine trees. E is free here: operations do
    /// not tell the tree.
    ///
    /// Nodes are the data, the four computing nodes and the output; the slots are the links between them.
    public static let nasbenchGraph = SearchSpace(
        name: "nasbenchgraph", title: "NAS-Bench-Graph", layout: graphLayout,
        words: SpaceWords(
            noun: "graph network", nouns: "graph networks", choice: "node", choices: "nodes", type: "operation", nodes: graphNodes,
            types: [.init(label: "data", short: "data", letter: "d"), .init(label: "output", short: "out", letter: "o")]
                + GraphOperation.allCases.map { .init(label: $0.name, short: $0 == .graph ? "grph" : $0.name, letter: $0.letter) }),
        stateNames: graphNodes.flatMap { node in (["data", "output"] + GraphOperation.allCases.map(\.name)).map { "V.\(node).\($0)" } }
            + graphLayout.slots.map { "E.\(graphNodes[$0.from]).\(graphNodes[$0.to])" },
        choices: 1..<5, chosenTypes: 2..<2 + GraphOperation.allCases.count, absentType: nil,
        groups: (1..<5).map { ChoiceGroup(name: graphNodes[$0], nodes: $0..<$0 + 1) }, sigmas: 0.2...12, drawing: .layered,
        forms: GraphNetworkForms(), isListed: true,
        assets: SpaceAssets(
            denoiser: "denoiser-nasbenchgraph.safetensors", predictor: "figures-nasbenchgraph.safetensors", tables: ["nasbenchgraph-table.safetensors"])
    ) {
        let edges = Dictionary(uniqueKeysWithValues: GraphListing.trees.map { ($0, graphEdges($0)) })
        let patterns = GraphListing.make().map { member in
            SpaceBlock.Pattern(edges: edges[member.links] ?? [], types: [[0]] + member.operations.map { [$0 + 2] } + [[1]])
        }
        return [SpaceBlock(nodes: Array(0..<6), slots: Array(graphLayout.slots.indices), patterns: patterns)]
    }

    private static let graphNodes = ["data", "1", "2", "3", "4", "out"]

    /// From the data and each node to every node behind it, then from each node to the output.
    private static let graphLayout = GraphLayout(
        nodeCount: 6, typeCount: 2 + GraphOperation.allCases.count,
        slots: (1...4).flatMap { to in (0..<to).map { GraphLayout.Slot(from: $0, to: to) } } + (1...4).map { GraphLayout.Slot(from: $0, to: 5) })

    /// Whether each slot carries an edge in the network of a tree.
    static func graphEdges(_ links: [Int]) -> [Bool] {
        graphLayout.slots.map { slot in slot.to == 5 ? !links.contains(slot.from) : links[slot.to - 1] == slot.from }
    }
}

extension GraphOperation {
    /// One character, another one for each.
    fileprivate var letter: String {
        switch self {
        case .gat: "t"
        case .gcn: "c"
        case .gin: "i"
        case .cheb: "h"
        case .sage: "s"
        case .arma: "a"
        case .graph: "g"
        case .fc: "f"
        case .skip: "-"
        }
    }
}
