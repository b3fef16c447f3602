import Architectures

/// In a space of blocks: those with another type at one node, or with other edges of one block, and no type besides.
///
/// A pattern that one node alone does not fit is one change away: the layer that makes a stage deeper, or the last of a stage.
struct FactoredNeighbours: Neighbourhood {
    private let space: SearchSpace
    /// By block, then pattern: the first pattern of the block with the same edges.
    private let alike: [[Int]]
    /// By block, then pattern: types of each node.
    private let types: [[[[Int]]]]

    /// One change: of a block to the edges of a pattern, and of one node.
    private struct Move: Hashable {
        let block, pattern: Int
        let node, type: Int?
    }

    init(of space: SearchSpace) {
        self.space = space
        types = space.blocks.map { $0.patterns.map(\.types) }
        alike = space.blocks.map { block in
            var first: [[Bool]: Int] = [:]
            return block.patterns.enumerated().map { place, pattern in
                if let known = first[pattern.edges] { return known }
                first[pattern.edges] = place
                return place
            }
        }
    }

    func neighbours(of architecture: Architecture) -> [Architecture] {
        let types = architecture.nodeTypes, edges = architecture.edges
        return moves(types, edges).map { made($0, types, edges) }
    }

    func neighbour(of architecture: Architecture, _ choose: (Int) -> Int) -> Architecture? {
        let types = architecture.nodeTypes, edges = architecture.edges
        let moves = moves(types, edges)
        return moves.isEmpty ? nil : made(moves[choose(moves.count)], types, edges)
    }

    private func made(_ move: Move, _ types: [Int], _ edges: [Bool]) -> Architecture {
        var types = types, edges = edges
        let block = space.blocks[move.block]
        if let node = move.node, let type = move.type { types[node] = type }
        for (slot, isPresent) in zip(block.slots, block.patterns[move.pattern].edges) { edges[slot] = isPresent }
        return Architecture(known: types, edges, of: space)
    }

    private func moves(_ chosen: [Int], _ edges: [Bool]) -> [Move] {
        var moves: [Move] = [], seen: Set<Move> = []
        for (number, block) in space.blocks.enumerated() {
            func isOwn(_ pattern: Int) -> Bool { zip(block.slots, block.patterns[pattern].edges).allSatisfy { edges[$0] == $1 } }
            func misfits(_ pattern: Int) -> [Int] { block.nodes.indices.filter { !types[number][pattern][$0].contains(chosen[block.nodes[$0]]) } }
            func add(_ pattern: Int, _ place: Int? = nil, _ type: Int? = nil) {
                let move = Move(block: number, pattern: alike[number][pattern], node: place.map { block.nodes[$0] }, type: type)
                if seen.insert(move).inserted { moves.append(move) }
            }
            func changeOne(_ pattern: Int, _ places: some Sequence<Int>) {
                for place in places { for type in types[number][pattern][place] where type != chosen[block.nodes[place]] { add(pattern, place, type) } }
            }
            let own = block.patterns.indices.first { isOwn($0) && misfits($0).isEmpty }
            if let own { changeOne(own, block.nodes.indices) }
            for pattern in block.patterns.indices where pattern != own {
                let misfits = misfits(pattern)
                if misfits.count == 1 {
                    changeOne(pattern, misfits)
                } else if misfits.isEmpty {
                    if isOwn(pattern) { changeOne(pattern, block.nodes.indices) } else { add(pattern) }
                }
            }
        }
        return moves
    }
}
