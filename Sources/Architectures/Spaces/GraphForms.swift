/// Of a space of which only the graph is known: nothing is written in it, and every state is but types and edges.
struct GraphForms: SpaceForms {
    let layout: GraphLayout
    let keys: [String] = []

    func owns(_ text: String) -> Bool { false }

    func read(_ text: String, in space: SearchSpace) throws -> Architecture { throw ArchitectureError.unwritten(text) }

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
        let types = (0..<layout.typeCount).map(String.init)
        self.init(
            graph: "graph", noun: "graph", nodes: (0..<layout.nodeCount).map(String.init),
            types: types.map { SpaceWords.TypeName(label: $0, short: $0, letter: String($0.suffix(1))) }, slots: layout.slots
        ) { [] }
    }

    /// A space of which the graph, its words and its blocks are known, and no form that architectures are written in.
    /// - Parameters:
    ///   - choices: the nodes at which something is chosen; nil: all
    ///   - chosenTypes: what can be chosen there; nil: all
    package init(
        graph name: String, noun: String, nodes: [String], types: [SpaceWords.TypeName], slots: [GraphLayout.Slot], choices: Range<Int>? = nil,
        chosenTypes: Range<Int>? = nil, blocks: @escaping @Sendable () -> [SpaceBlock]
    ) {
        let layout = GraphLayout(nodeCount: nodes.count, typeCount: types.count, slots: slots), choices = choices ?? nodes.indices
        self.init(
            name: name, title: name, layout: layout,
            words: SpaceWords(
                noun: noun, nouns: noun + "s", choice: "node", choices: "nodes", type: "type", nodes: nodes, types: types),
            stateNames: nodes.flatMap { node in types.map { "V.\(node).\($0.label)" } } + slots.map { "E.\(nodes[$0.from]).\(nodes[$0.to])" },
            choices: choices, chosenTypes: chosenTypes ?? types.indices, absentType: nil,
            groups: choices.map { ChoiceGroup(name: nodes[$0], nodes: $0..<$0 + 1) }, sigmas: 0.2...12, drawing: .layered,
            forms: GraphForms(layout: layout), isListed: false, blocks: blocks)
    }
}
