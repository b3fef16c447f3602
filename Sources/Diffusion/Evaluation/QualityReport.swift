import Architectures
import Platform

/// How good unguided samples are, against the space's own distribution.
public struct QualityReport: Sendable, Hashable {
    /// What a block's edges are together, and how often.
    public struct EdgeSet: Sendable, Hashable {
        /// The slots of the block that carry an edge.
        public let slots: [Int]
        /// Among valid samples, and in the space's own distribution.
        public let share, expected: Double
    }

    public let count: Int
    /// Share of samples whose V names an architecture and whose E is that architecture's.
    public let validity: Double
    /// Distinct valid architectures over samples.
    public let uniqueness: Double
    /// What uniqueness is expected to be for as many draws from the space, where all its architectures are as frequent; nil in a space without a list.
    public let expectedUniqueness: Double?
    /// Share of each type at each node that carries a choice, among valid samples, and in the space's own distribution, [choices][types].
    public let shares, expected: [[Double]]
    /// The sets of edges of each block that has slots, the most frequent of the space first.
    public let edges: [[EdgeSet]]

    /// The largest deviation of a type's share, and of a set of edges' share, from the space's own.
    public var maxShareDeviation: Double {
        zip(shares, expected).reduce(0) { worst, pair in zip(pair.0, pair.1).reduce(worst) { max($0, abs($1.0 - $1.1)) } }
    }
    public var maxEdgeDeviation: Double { edges.joined().reduce(0) { max($0, abs($1.share - $1.expected)) } }

    public init(_ samples: [GeneratedSample], of space: SearchSpace) {
        let valid = samples.filter(\.isValid).compactMap(\.architecture), all = Double(max(samples.count, 1)), n = Double(max(valid.count, 1))
        count = samples.count
        validity = Double(valid.count) / all
        uniqueness = Double(Set(valid).count) / all
        expectedUniqueness = space.isListed ? -space.count * expm1(all * log1p(-1 / max(space.count, 2))) / all : nil
        let types = space.layout.typeCount
        var counts = [Double](repeating: 0, count: space.layout.vertexDimension)
        var sets = space.blocks.map { _ in [[Bool]: Double]() }
        for architecture in valid {
            for (node, type) in architecture.nodeTypes.enumerated() { counts[node * types + type] += 1 }
            let edges = architecture.edges
            for (place, block) in space.blocks.enumerated() { sets[place][block.slots.map { edges[$0] }, default: 0] += 1 }
        }
        let own = space.shares
        func rows(_ values: [Double]) -> [[Double]] { space.choices.map { Array(values[$0 * types..<($0 + 1) * types]) } }
        shares = rows(counts.map { $0 / n })
        expected = rows(own.types)
        edges = zip(zip(space.blocks, sets), own.edges).filter { !$0.0.0.slots.isEmpty }.map { found, expected in
            // A dictionary has another order in every process: of sets that are as frequent the slots decide.
            expected.map { set, share in
                EdgeSet(slots: zip(found.0.slots, set).filter(\.1).map(\.0), share: (found.1[set] ?? 0) / n, expected: share)
            }.sorted { $0.expected == $1.expected ? $0.slots.lexicographicallyPrecedes($1.slots) : $0.expected > $1.expected }
        }
    }

    /// Share of valid samples that are not among the architectures at these places, which a model was trained on.
    public static func novelty(_ samples: [GeneratedSample], trainedOn places: [Int]) -> Double {
        let known = Set(places)
        let valid = samples.filter(\.isValid).compactMap(\.place)
        return Double(valid.count { !known.contains($0) }) / Double(max(valid.count, 1))
    }
}

extension SearchSpace {
    /// The space's own distribution: of the types at each node, [nodes][types] flat, and of each block's sets of edges.
    fileprivate var shares: (types: [Double], edges: [[[Bool]: Double]]) {
        var types = [Double](repeating: 0, count: layout.vertexDimension)
        let edges = blocks.map { block in
            let top = block.patterns.reduce(-Double.infinity) { max($0, $1.logShare) }
            let weights = block.patterns.map { exp($0.logShare - top) * $0.count }, total = weights.reduce(0, +)
            var edges: [[Bool]: Double] = [:]
            for (pattern, weight) in zip(block.patterns, weights) {
                let share = weight / total
                edges[pattern.edges, default: 0] += share
                for (place, allowed) in pattern.types.enumerated() {
                    for type in allowed { types[block.nodes[place] * layout.typeCount + type] += share / Double(allowed.count) }
                }
            }
            return edges
        }
        return (types, edges)
    }
}
