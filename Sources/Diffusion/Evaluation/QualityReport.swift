import Architectures
import Platform

/// How good unguided samples are, against the uniform distribution over the whole space.
public struct QualityReport: Sendable, Hashable {
    public let count: Int
    /// Share of samples whose V is a cell and whose E is its effective adjacency.
    public let validity: Double
    /// Distinct valid cells over samples, and what that is expected to be for as many uniform draws.
    public let uniqueness, expectedUniqueness: Double
    /// Share of each operation on each edge among valid samples, [6][5], and the largest deviation from ⅕.
    public let shares: [[Double]]
    public let maxShareDeviation: Double

    public init(_ samples: [GeneratedSample]) {
        count = samples.count
        let valid = samples.filter(\.isValid).compactMap(\.code)
        validity = Double(valid.count) / Double(max(count, 1))
        uniqueness = Double(Set(valid).count) / Double(max(count, 1))
        let cells = Double(Cell.count)
        expectedUniqueness = cells * (1 - pow(1 - 1 / cells, Double(count))) / Double(max(count, 1))
        var shares = [[Double]](repeating: [Double](repeating: 0, count: 5), count: 6)
        for code in valid {
            guard let cell = Cell(code: code) else { continue }
            for (edge, operation) in cell.operations.enumerated() {
                shares[edge][operation.rawValue] += 1 / Double(valid.count)
            }
        }
        self.shares = shares
        maxShareDeviation = shares.joined().reduce(0) { max($0, abs($1 - 0.2)) }
    }

    /// Share of valid samples that are not among the cells a model was trained on.
    public static func novelty(_ samples: [GeneratedSample], trainedOn codes: [Int]) -> Double {
        let known = Set(codes)
        let valid = samples.filter(\.isValid).compactMap(\.code)
        return Double(valid.count { !known.contains($0) }) / Double(max(valid.count, 1))
    }
}
