import Architectures
import Diffusion

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How much the architectures of a population differ.
public struct PopulationDiversity: Sendable, Hashable {
    /// Number of architectures, and of different ones among them.
    public let count, distinct: Int
    /// Share of each type at each node where one is chosen, [choices][types of V].
    public let shares: [[Double]]
    /// Mean number of choices in which two members of the population differ; NaN below two.
    public let meanHamming: Double

    /// - Parameter architectures: of one space, each as often as it was drawn
    public init(_ architectures: some Collection<Architecture>, in space: SearchSpace) {
        var counts = [[Double]](repeating: [Double](repeating: 0, count: space.layout.typeCount), count: space.choices.count)
        for architecture in architectures {
            switch architecture {
            case .cell(let cell): for edge in 0..<6 { counts[edge][NodeType(cell[edge]).rawValue] += 1 }
            case .network(let network): for (layer, type) in network.nodeTypes.enumerated() { counts[layer][type] += 1 }
            }
        }
        count = architectures.count
        distinct = Set(architectures).count
        let n = Double(architectures.count)
        shares = counts.map { $0.map { n > 0 ? $0 / n : 0 } }
        // Of n(n − 1) ordered pairs, those that agree on a choice are Σ c(c − 1) over its types' counts c.
        meanHamming =
            n < 2 ? .nan : counts.reduce(0) { sum, choice in sum + 1 - choice.reduce(0) { $0 + $1 * ($1 - 1) } / (n * (n - 1)) }
    }

    /// Entropy of each choice, in nats: 0 where all agree; [choices].
    public var entropies: [Double] {
        shares.map { $0.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 } }
    }
}
