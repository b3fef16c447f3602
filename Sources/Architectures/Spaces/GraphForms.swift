/// Of a space of which only the graph is known: nothing is written in it, and every state is but types and edges.
struct GraphForms: SpaceForms {
    let layout: GraphLayout
    let keys: [String] = []

    func owns(_ text: String) -> Bool { false }

    func read(_ text: String, in space: SearchSpace, order: BenchmarkOrder?) throws -> Architecture { throw ArchitectureError.unwritten(text) }

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture { throw ArchitectureError.unwritten(key) }

    func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading {
        guard state.count >= layout.stateDimension else { return Reading(architecture: nil, types: [], edges: [], faults: []) }
        return Reading(architecture: nil, types: layout.types(of: state), edges: layout.edges(of: state), faults: [])
    }

    func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)? { nil }
}

extension SearchSpace {
    /// A space of which only the graph is known.
    public init(graph layout: GraphLayout) {
        let nodes = (0..<layout.nodeCount).map(String.init), types = (0..<layout.typeCount).map(String.init)
        self.init(
            name: "graph", title: "graphs", layout: layout,
            words: SpaceWords(
                noun: "graph", nouns: "graphs", choice: "node", choices: "nodes", type: "type", nodes: nodes,
                types: types.map { SpaceWords.TypeName(label: $0, short: $0, letter: String($0.suffix(1))) }),
            stateNames: nodes.flatMap { node in types.map { "V.\(node).\($0)" } } + layout.slots.map { "E.\($0.from).\($0.to)" },
            choices: 0..<layout.nodeCount, chosenTypes: 0..<layout.typeCount, absentType: nil,
            groups: nodes.indices.map { ChoiceGroup(name: nodes[$0], nodes: $0..<$0 + 1) }, sigmas: 0.2...12, drawing: .stages,
            forms: GraphForms(layout: layout), isListed: false
        ) { [] }
    }
}
