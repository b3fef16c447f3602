extension SearchSpace {
    /// A space of the user's own.
    /// - Parameters:
    ///   - listing: its architectures, where the document leaves them to a table
    ///   - isListed: nil: where there are a million architectures at most
    init(_ document: OwnDocument, listing: OwnListing? = nil, isListed: Bool? = nil) {
        let layout = document.layout
        let count = document.blocks.reduce(1) { $0 * $1.count }
        let isListed = listing != nil || (isListed ?? (count <= Double(ArchitectureList.most)))
        // Blocks of which all products can be listed are one block.
        let blocks: @Sendable () -> [SpaceBlock] = {
            listing?.blocks(layout) ?? (isListed && document.blocks.count > 1 ? [SpaceBlock.product(document.blocks)] : document.blocks)
        }
        var list: (@Sendable () -> ArchitectureList?)?
        if let listing { list = { ArchitectureList(layout, listing) } }
        let allowed = listing.map { $0.masks(layout) } ?? document.masks
        let free = allowed.indices.filter { allowed[$0].nonzeroBitCount > 1 }
        let choices = (free.first ?? 0)..<(free.last ?? allowed.count - 1) + 1
        let chosen = free.reduce(UInt64(0)) { $0 | allowed[$1] }
        let chosenTypes = chosen == 0 ? 0..<document.types.count : chosen.trailingZeroBitCount..<64 - chosen.leadingZeroBitCount
        let isChain = document.blocks.count == document.nodes.count
        self.init(
            name: document.name, title: document.title, layout: layout,
            words: SpaceWords(
                noun: document.noun, nouns: document.nouns, choice: isChain ? "choice" : "node", choices: isChain ? "choices" : "nodes", type: "type",
                nodes: document.nodes, types: document.labels),
            stateNames: document.stateNames, choices: choices, chosenTypes: chosenTypes, absentType: document.absent,
            groups: choices.map { ChoiceGroup(name: document.nodes[$0], nodes: $0..<$0 + 1) }, sigmas: 0.2...12, drawing: .layered,
            forms: OwnForms(document, allowed: allowed, hasEdges: listing.map { $0.edges.count > 1 } ?? document.hasFreeEdges), isListed: isListed,
            costs: document.costs, list: list, blocks: blocks)
    }
}

extension OwnDocument {
    fileprivate var stateNames: [String] {
        let vertices = nodes.flatMap { node in types.map { "V.\(node).\($0)" } }
        return vertices + slots.map { "E.\(nodes[$0.from]).\(nodes[$0.to])" }
    }

    /// For each node the types that some pattern allows, a bit a column of V.
    var masks: [UInt64] {
        var masks = [UInt64](repeating: 0, count: nodes.count)
        for block in blocks { for pattern in block.patterns { for (place, node) in block.nodes.enumerated() { masks[node] |= pattern.masks[place] } } }
        return masks
    }

    /// Whether patterns differ in their edges.
    var hasFreeEdges: Bool { blocks.contains { block in block.patterns.contains { $0.edges != block.patterns[0].edges } } }
}

extension OwnListing {
    func masks(_ layout: GraphLayout) -> [UInt64] {
        var masks = [UInt64](repeating: 0, count: layout.nodeCount)
        for row in 0..<count { for node in 0..<layout.nodeCount { masks[node] |= 1 << UInt64(types[row * layout.nodeCount + node]) } }
        return masks
    }
}
