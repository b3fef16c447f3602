import Architectures
import Platform

/// Draws architectures of a space of blocks, from the space's own distribution or one that prefers some types and patterns.
///
/// Given the pattern of a block its nodes are uniform over the types that they may have.
package struct FactoredChoice: Sendable {
    /// Weights that a choice is made by, beside the space's own; nil: the space's own alone.
    struct Preference {
        /// By column of V.
        let types: [Double]
        /// By a pattern's number in its block.
        let patterns: [Double]
    }

    private struct Block: Sendable {
        let nodes, slots: [Int]
        /// Share of each pattern, up to a constant.
        let shares: [Double]
        /// Types that each node may have in each pattern, [patterns][nodes].
        let types: [[[Int]]]
        let edges: [[Bool]]
    }

    let space: SearchSpace
    private let blocks: [Block]
    /// Columns of V that are a choice somewhere, ascending.
    let chosen: [Int]
    /// The most patterns of a block.
    let patternCount: Int

    package init(of space: SearchSpace) {
        self.space = space
        blocks = space.blocks.map { block in
            let logs = block.patterns.map { $0.logShare + log($0.count) }, top = logs.max() ?? 0
            return Block(
                nodes: block.nodes, slots: block.slots, shares: logs.map { exp($0 - top) }, types: block.patterns.map(\.types),
                edges: block.patterns.map(\.edges))
        }
        chosen = Set(blocks.flatMap { $0.types.flatMap { $0 } }.filter { $0.count > 1 }.flatMap { $0 }).sorted()
        patternCount = blocks.map(\.shares.count).max() ?? 0
    }

    /// - Parameters:
    ///   - uniform: a number in [0, 1) for each draw: 0… for the nodes, then one a block
    ///   - node: takes each node's type
    ///   - edge: takes each slot that carries an edge
    func draw(
        by preference: Preference? = nil, _ uniform: (_ draw: Int) -> Double, node: (_ node: Int, _ type: Int) -> Void, edge: (_ slot: Int) -> Void
    ) {
        for (number, block) in blocks.enumerated() {
            let pattern = Self.pick(block.shares.count, at: uniform(space.layout.nodeCount + number)) {
                block.shares[$0] * (preference?.patterns[$0] ?? 1)
            }
            for (slot, isPresent) in zip(block.slots, block.edges[pattern]) where isPresent { edge(slot) }
            for place in block.nodes.indices {
                let allowed = block.types[pattern][place]
                guard allowed.count > 1 else {
                    node(block.nodes[place], allowed[0])
                    continue
                }
                let choice = Self.pick(allowed.count, at: uniform(block.nodes[place])) { preference?.types[allowed[$0]] ?? 1 }
                node(block.nodes[place], allowed[choice])
            }
        }
    }

    /// An architecture of the space's own distribution, by the same draws.
    package func architecture(_ uniform: (_ draw: Int) -> Double) -> Architecture? {
        var types = [Int](repeating: 0, count: space.layout.nodeCount), edges = [Bool](repeating: false, count: space.layout.slots.count)
        draw(uniform, node: { types[$0] = $1 }, edge: { edges[$0] = true })
        return Architecture(types: types, edges: edges, of: space)
    }

    /// Writes over E the edges of one pattern of one block, by two numbers in [0, 1).
    func contradict(block share: Double, pattern other: Double, _ state: UnsafeMutableBufferPointer<Float>) {
        guard !blocks.isEmpty else { return }
        let block = blocks[min(Int(share * Double(blocks.count)), blocks.count - 1)], count = block.edges.count
        let edges = block.edges[min(Int(other * Double(count)), count - 1)]
        for (slot, isPresent) in zip(block.slots, edges) { state[space.layout.vertexDimension + slot] = isPresent ? 1 : -1 }
    }

    private static func pick(_ count: Int, at share: Double, _ weight: (Int) -> Double) -> Int {
        var rest = share * (0..<count).reduce(0) { $0 + weight($1) }
        for i in 0..<count - 1 {
            rest -= weight(i)
            if rest < 0 { return i }
        }
        return count - 1
    }
}
