/// A few nodes and slots of a space, and all that they may be together, as a list of patterns.
///
/// A pattern says which slots carry an edge and which types each node may have; given the pattern the nodes are independent. A space is a
/// product of such blocks.
public struct SpaceBlock: Sendable, Hashable {
    public struct Pattern: Sendable, Hashable {
        /// Whether each of the block's slots carries an edge.
        public let edges: [Bool]
        /// For each of the block's nodes the types that it may have, a bit a column of V.
        let masks: [UInt64]
        /// ln of the share that each architecture of the pattern has in the space's own distribution, up to a constant of the block.
        public let logShare: Double

        /// - Parameter types: for each of the block's nodes columns of V, at least one and none above 63
        public init(edges: [Bool], types: [[Int]], logShare: Double = 0) {
            self.edges = edges
            self.logShare = logShare
            masks = types.map { $0.reduce(0) { $0 | 1 << UInt64($1) } }
        }

        /// - Parameter masks: for each of the block's nodes a bit a column of V
        init(edges: [Bool], masks: [UInt64], logShare: Double = 0) { (self.edges, self.masks, self.logShare) = (edges, masks, logShare) }

        /// For each of the block's nodes the types that it may have, ascending.
        public var types: [[Int]] { masks.map { mask in (0..<64).filter { mask >> UInt64($0) & 1 == 1 } } }

        /// Whether the block's node at a place may have a type.
        public func allows(_ type: Int, at place: Int) -> Bool { masks[place] >> UInt64(type) & 1 == 1 }

        /// How many architectures of the block have the pattern.
        public var count: Double { masks.reduce(1) { $0 * Double($1.nonzeroBitCount) } }
    }

    public let nodes: [Int]
    public let slots: [Int]
    public let patterns: [Pattern]

    /// - Precondition: every pattern has an edge or none for each slot, and a type for each node
    public init(nodes: [Int], slots: [Int], patterns: [Pattern]) {
        precondition(
            patterns.allSatisfy { pattern in
                pattern.edges.count == slots.count && pattern.masks.count == nodes.count && pattern.masks.allSatisfy { $0 != 0 }
            }, "a pattern speaks of every slot and node of its block")
        self.nodes = nodes
        self.slots = slots
        self.patterns = patterns
    }

    /// All that independent blocks may be together, as one block.
    static func product(_ blocks: [SpaceBlock]) -> SpaceBlock {
        let patterns = blocks.reduce([Pattern(edges: [], masks: [])]) { products, block in
            products.flatMap { product in
                block.patterns.map { Pattern(edges: product.edges + $0.edges, masks: product.masks + $0.masks, logShare: product.logShare + $0.logShare) }
            }
        }
        return SpaceBlock(nodes: blocks.flatMap(\.nodes), slots: blocks.flatMap(\.slots), patterns: patterns)
    }

    /// Whether the types of the block's nodes tell which pattern they are of.
    /// - Complexity: the square of the number of patterns
    public var isToldByTypes: Bool {
        patterns.indices.allSatisfy { one in
            patterns[..<one].allSatisfy { other in zip(patterns[one].masks, other.masks).contains { $0 & $1 == 0 } }
        }
    }

    /// How many architectures the block has; a number of patterns times types overflows no Double.
    public var count: Double { patterns.reduce(0) { $0 + $1.count } }
}

extension SearchSpace {
    /// How many architectures there are.
    public var count: Double { list.map { Double($0.count) } ?? blocks.reduce(1) { $0 * $1.count } }
}
