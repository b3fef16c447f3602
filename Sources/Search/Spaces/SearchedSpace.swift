import Architectures
import Tensors

/// A space as a search sees it: what may be drawn, what is near, what surrogates learn from. All randomness comes from the generator that is
/// passed in.
public struct SearchedSpace: Sendable {
    public let space: SearchSpace
    private let knownFeatures: Deferred<FeatureMap>
    private let neighbourhood: Deferred<any Neighbourhood>

    public init(_ space: SearchSpace) {
        self.space = space
        knownFeatures = Deferred { FeatureMap(of: space) }
        neighbourhood = Deferred {
            if let list = space.list { ListedNeighbours(list, of: space) } else { FactoredNeighbours(of: space) }
        }
    }

    public var name: String { space.name }
    public var layout: GraphLayout { space.layout }
    /// What surrogates learn from.
    public var features: FeatureMap { knownFeatures.value }

    /// How many architectures there are to look through; nil where they cannot be listed.
    public var listedCount: Int? { space.isListed ? space.list?.count : nil }

    /// Every architecture, in an order that never varies; nil where they cannot be listed.
    public var all: [Architecture]? { listedCount.map { (0..<$0).map { Architecture(listed: $0, of: space) } } }

    /// Uniform over a list; else from the space's own distribution.
    public func draw(using generator: inout PhiloxGenerator) -> Architecture {
        if let listedCount { return Architecture(listed: Int.random(in: 0..<listedCount, using: &generator), of: space) }
        var types = [Int](repeating: 0, count: layout.nodeCount), edges = [Bool](repeating: false, count: layout.slots.count)
        for block in space.blocks {
            let pattern = block.draw(using: &generator)
            for (place, node) in block.nodes.enumerated() {
                let allowed = pattern.types[place]
                types[node] = allowed.count == 1 ? allowed[0] : allowed[Int.random(in: 0..<allowed.count, using: &generator)]
            }
            for (slot, isPresent) in zip(block.slots, pattern.edges) { edges[slot] = isPresent }
        }
        return Architecture(known: types, edges, of: space)
    }

    /// A neighbour drawn at random; of one without any another architecture.
    public func mutation(of architecture: Architecture, using generator: inout PhiloxGenerator) -> Architecture {
        neighbourhood.value.neighbour(of: architecture) { Int.random(in: 0..<$0, using: &generator) } ?? draw(using: &generator)
    }

    /// All architectures one change away, each once, in an order that never varies: the type of one node is another, or edges alone are.
    public func neighbours(of architecture: Architecture) -> [Architecture] { neighbourhood.value.neighbours(of: architecture) }

    /// The features of architectures, one row after another: [architectures][features.count].
    public func rows(of architectures: [Architecture]) -> [Float] {
        features.rows(of: architectures, stateDimension: layout.stateDimension)
    }
}

extension FeatureMap {
    func rows(of architectures: [Architecture], stateDimension: Int) -> [Float] {
        var rows = [Float](repeating: 0, count: architectures.count * count)
        var choices = [Float](repeating: 0, count: choiceCount)
        var state = [Float](repeating: 0, count: stateDimension)
        rows.withUnsafeMutableBufferPointer { rows in
            guard let rows = rows.baseAddress else { return }
            for (place, architecture) in architectures.enumerated() {
                state.withUnsafeMutableBufferPointer { architecture.encode(into: $0) }
                self.choices(ofMean: state, into: &choices)
                expectation(choices, into: rows + place * count)
            }
        }
        return rows
    }
}
