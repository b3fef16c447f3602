import Architectures
import Diffusion
import Platform

/// How much the architectures of a population differ.
public struct PopulationDiversity: Sendable, Hashable {
    /// Number of architectures, and of different ones among them.
    public let count, distinct: Int
    public let shares: ChoiceShares
    /// Mean number of choices in which two members of the population differ; NaN below two.
    public let meanHamming: Double

    /// - Parameter architectures: of one space, each as often as it was drawn
    public init(_ architectures: some Collection<Architecture>, in space: SearchSpace) {
        count = architectures.count
        distinct = Set(architectures).count
        let n = Double(architectures.count)
        shares = ChoiceShares(architectures, in: space)
        // Of n(n − 1) ordered pairs, those that agree on a choice are Σ c(c − 1) over its types' counts c.
        meanHamming =
            n < 2 ? .nan : shares.rows.reduce(0) { sum, choice in sum + 1 - choice.reduce(0) { $0 + ($1 * n) * ($1 * n - 1) } / (n * (n - 1)) }
    }

    /// Entropy of each choice, in nats: 0 where all agree; [choices], empty where there are no architectures.
    public var entropies: [Double] {
        shares.rows.map { $0.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 } }
    }
}
