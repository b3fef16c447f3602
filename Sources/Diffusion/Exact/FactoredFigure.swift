import Architectures

/// A figure of a space's architectures that is a sum over blocks, patterns and nodes: a count of parameters, a latency that adds up, a log prior.
///
/// Nodes are independent of each other once a block's pattern is known, so whatever is of this form has its posterior in closed form.
public struct FactoredFigure: Sendable, Hashable {
    public let space: SearchSpace
    public var constant: Double
    /// By node and type, [nodes][types].
    public var types: [Double]
    /// By pattern, block after block.
    public var patterns: [Double]

    public init(of space: SearchSpace, constant: Double = 0, types: [Double]? = nil, patterns: [Double]? = nil) {
        let count = space.blocks.reduce(0) { $0 + $1.patterns.count }
        self.space = space
        self.constant = constant
        self.types = types ?? Array(repeating: 0, count: space.layout.vertexDimension)
        self.patterns = patterns ?? Array(repeating: 0, count: count)
        precondition(
            self.types.count == space.layout.vertexDimension && self.patterns.count == count, "a figure has a value for every type and pattern")
    }

    /// The value of an architecture; nil where its edges and types are none of the space's patterns.
    public func value(of architecture: Architecture) -> Double? {
        space.patterns(of: architecture).map { value(types: architecture.nodeTypes, patterns: $0) }
    }

    /// - Parameters:
    ///   - chosen: the type of each node
    ///   - places: of the pattern of each block, among those of all blocks
    func value(types chosen: [Int], patterns places: [Int]) -> Double {
        var sum = constant
        for (node, type) in chosen.enumerated() { sum += types[node * space.layout.typeCount + type] }
        for place in places { sum += patterns[place] }
        return sum
    }

    /// - Precondition: both are of one space
    public static func + (left: FactoredFigure, right: FactoredFigure) -> FactoredFigure {
        precondition(left.space == right.space, "figures of two spaces have no sum")
        return FactoredFigure(
            of: left.space, constant: left.constant + right.constant, types: zip(left.types, right.types).map(+),
            patterns: zip(left.patterns, right.patterns).map(+))
    }

    public static func * (factor: Double, figure: FactoredFigure) -> FactoredFigure {
        FactoredFigure(
            of: figure.space, constant: factor * figure.constant, types: figure.types.map { factor * $0 },
            patterns: figure.patterns.map { factor * $0 })
    }
}

extension SearchSpace {
    /// The place of the pattern of each block, among those of all blocks; nil where an architecture is of none.
    func patterns(of architecture: Architecture) -> [Int]? {
        let chosen = architecture.nodeTypes, edges = architecture.edges
        guard chosen.count == layout.nodeCount, edges.count == layout.slots.count else { return nil }
        var places: [Int] = [], first = 0
        for block in blocks {
            let place = block.patterns.firstIndex { pattern in
                zip(block.slots, pattern.edges).allSatisfy { edges[$0] == $1 }
                    && block.nodes.enumerated().allSatisfy { pattern.allows(chosen[$1], at: $0) }
            }
            guard let place else { return nil }
            places.append(first + place)
            first += block.patterns.count
        }
        return places
    }

    /// ln of the space's own distribution, up to a constant.
    public var logPrior: FactoredFigure { FactoredFigure(of: self, patterns: blocks.flatMap { $0.patterns.map(\.logShare) }) }
}

extension Sequence {
    /// Σ factor·figure; a factor of 0 leaves its figure out.
    func combined(in space: SearchSpace) -> FactoredFigure where Element == (Double, FactoredFigure) {
        reduce(FactoredFigure(of: space)) { $1.0 == 0 ? $0 : $0 + $1.0 * $1.1 }
    }
}
