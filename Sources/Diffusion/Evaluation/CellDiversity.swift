import Architectures
import Platform

/// How much the cells of a population differ.
public struct CellDiversity: Sendable, Hashable {
    /// Number of cells, and of different ones among them.
    public let count, distinct: Int
    /// Share of each operation on each edge, [6][5].
    public let shares: [[Double]]
    /// Mean number of edges, 0…6, on which two different members of the population carry different operations; NaN below two.
    public let meanHamming: Double

    /// - Parameter codes: of cells, each as often as it was drawn
    public init(_ codes: [Int]) {
        count = codes.count
        var seen = [Bool](repeating: false, count: Cell.count)
        var different = 0
        var counts = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 6)
        for code in codes where code >= 0 && code < Cell.count {
            if !seen[code] { different += 1 }
            seen[code] = true
            var rest = code
            for edge in 0..<6 {
                counts[edge][rest % 5] += 1
                rest /= 5
            }
        }
        distinct = different
        let n = Double(codes.count)
        shares = counts.map { $0.map { n > 0 ? $0 / n : 0 } }
        // Of n(n − 1) ordered pairs, those that agree on an edge are Σ c(c − 1) over its operations' counts c.
        meanHamming =
            n < 2 ? .nan : counts.reduce(0) { sum, edge in sum + 1 - edge.reduce(0) { $0 + $1 * ($1 - 1) } / (n * (n - 1)) }
    }

    /// Where all five operations are as frequent, in nats.
    public static let greatestEntropy = log(5.0)

    /// Entropy of the operations on each edge, in nats: 0 where all agree, ln 5 where all operations are as frequent; [6].
    public var entropies: [Double] {
        shares.map { $0.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 } }
    }
}
