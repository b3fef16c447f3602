import Architectures
import Tensors

/// A figure of a space's architectures that is a sum over pairs of nodes, of a value for what both are, and over blocks, patterns and nodes.
public struct PairFigure: Sendable, Hashable {
    /// Of two nodes n < m with types t and u, [n·types + t][m·types + u]; the rest is zero.
    let values: [Float]
    /// The part that is no pair's.
    let sum: FactoredFigure

    public var space: SearchSpace { sum.space }

    /// Spaces with more entries of V have too many pairs.
    static let most = 1_024

    /// - Precondition: a value for each pair of entries of V
    init(_ values: [Float], _ sum: FactoredFigure) {
        precondition(values.count == sum.space.layout.vertexDimension * sum.space.layout.vertexDimension)
        (self.values, self.sum) = (values, sum)
    }

    /// The value of an architecture; nil where its edges and types are none of the space's patterns.
    public func value(of architecture: Architecture) -> Double? {
        space.patterns(of: architecture).map { value(types: architecture.nodeTypes, patterns: $0) }
    }

    /// - Parameters:
    ///   - types: of each node
    ///   - patterns: the place of the pattern of each block, among those of all blocks
    func value(types: [Int], patterns: [Int]) -> Double {
        let columns = space.layout.typeCount, size = space.layout.vertexDimension
        var result = sum.value(types: types, patterns: patterns)
        for n in types.indices {
            let row = (n * columns + types[n]) * size
            for m in n + 1..<types.count { result += Double(values[row + m * columns + types[m]]) }
        }
        return result
    }

    /// The same without the sum that is nearest to it over the given architectures, and that sum.
    func centred(over architectures: [Architecture]) -> (rest: PairFigure, sum: FactoredFigure) {
        let nearest = FactoredFigure(fitting: architectures, of: space, to: architectures.map { value(of: $0) ?? 0 })
        return (PairFigure(values, sum + (-1) * nearest), nearest)
    }
}

extension PairFigure {
    /// The figure that `put` stored under a name; nil where none is. - Throws: `SafetensorsError`, `ModelFileError`
    init?(_ file: Safetensors, _ name: String, of space: SearchSpace) throws {
        guard file.tensors[name] != nil else { return nil }
        let size = space.layout.vertexDimension
        guard size <= Self.most else {
            throw ModelFileError.metadata(file: file.name, key: "space", rule: "must have at most \(Self.most) entries of V where figures are of pairs")
        }
        let values = try file.floats(name, shape: [size, size])
        guard values.allSatisfy(\.isFinite) else { throw ModelFileError.notFinite(file: file.name, tensor: name) }
        self.init(values, try FactoredFigure(file, name, of: space))
    }

    func put(into tensors: inout [String: Safetensors.Tensor], _ name: String) {
        tensors[name] = Safetensors.Tensor(values, shape: [space.layout.vertexDimension, space.layout.vertexDimension])
        sum.put(into: &tensors, name)
    }
}
