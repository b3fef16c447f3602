/// A figure that is counted, not measured: a constant and a number for each node and type, summed.
public struct SpaceCost: Sendable, Hashable {
    public let name: String
    public let constant: Double
    /// By node and type, [nodes][types].
    public let types: [Double]

    /// The figure of an architecture of its space.
    public func value(of architecture: Architecture) -> Double {
        let columns = architecture.space.layout.typeCount
        return architecture.nodeTypes.enumerated().reduce(constant) { $0 + types[$1.offset * columns + $1.element] }
    }

    /// The figure of every architecture of its space, by place; empty where the space has no list.
    public func values(in space: SearchSpace) -> [Double] {
        guard let list = space.list else { return [] }
        let columns = space.layout.typeCount
        let rest = list.fixed.reduce(constant) { $0 + types[$1.node * columns + $1.type] }
        return (0..<list.count).map { place in
            list.nodes.indices.reduce(rest) { $0 + types[list.nodes[$1] * columns + list.type($1, of: place)] }
        }
    }
}
