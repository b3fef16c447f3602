/// A few nodes and slots of a space, and all that they may be together, as a list of patterns.
///
/// A pattern says which slots carry an edge and which types each node may have; given the pattern the nodes are independent. A space is a
/// product of such blocks.
public struct SpaceBlock: Sendable, Hashable {
    public struct Pattern: Sendable, Hashable {
        /// Whether each of the block's slots carries an edge.
        public let edges: [Bool]
        /// For each of the block's nodes the types that it may have, ascending columns of V, at least one.
        public let types: [[Int]]
        /// ln of the share that each architecture of the pattern has in the space's own distribution, up to a constant of the block.
        public let logShare: Double

        public init(edges: [Bool], types: [[Int]], logShare: Double = 0) {
            self.edges = edges
            self.types = types
            self.logShare = logShare
        }
    }

    public let nodes: [Int]
    public let slots: [Int]
    public let patterns: [Pattern]

    /// - Precondition: every pattern has an edge or none for each slot, and a type for each node
    public init(nodes: [Int], slots: [Int], patterns: [Pattern]) {
        precondition(
            patterns.allSatisfy { pattern in
                pattern.edges.count == slots.count && pattern.types.count == nodes.count && pattern.types.allSatisfy { !$0.isEmpty }
            }, "a pattern speaks of every slot and node of its block")
        self.nodes = nodes
        self.slots = slots
        self.patterns = patterns
    }

    /// How many architectures the block has; a number of patterns times types overflows no Double.
    public var count: Double { patterns.reduce(0) { $0 + $1.types.reduce(1) { $0 * Double($1.count) } } }
}

extension SearchSpace {
    /// How many architectures there are.
    public var count: Double { blocks.reduce(1) { $0 * $1.count } }
}
