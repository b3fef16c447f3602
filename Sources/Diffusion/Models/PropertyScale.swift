import Platform

/// The monotone map between a property's natural unit and its standard score, as natural values at evenly spaced scores.
public struct PropertyScale: Sendable, Hashable {
    public static let scores: [Double] = (0...256).map { -4 + Double($0) / 32 }

    /// Natural values at `scores`, not falling.
    public let values: [Double]
    /// A straight line that rises goes on beyond ±4: standardised sums over layers reach further than ranks do.
    private let isLine: Bool

    /// The quantiles of these figures; NaN are left out. - Precondition: at least one number.
    public init(of figures: [Double]) {
        let sorted = figures.filter { !$0.isNaN }.sorted()
        precondition(!sorted.isEmpty, "a property needs at least one figure")
        values = Self.scores.map { score in
            let position = 0.5 * erfc(-score / 2.0.squareRoot()) * Double(sorted.count) - 0.5
            let low = max(0, min(sorted.count - 1, Int(position.rounded(.down))))
            let high = min(sorted.count - 1, low + 1)
            let share = max(0, min(1, position - Double(low)))
            return Self.between(sorted[low], sorted[high], share)
        }
        isLine = Self.isLine(values)
    }

    /// A scale by a function that does not fall: a straight line for a property that is standardised and not ranked.
    public init(line: (Double) -> Double) {
        values = Self.scores.map(line)
        isLine = Self.isLine(values)
    }

    /// - Parameter values: 257 natural values, not falling; nil otherwise.
    public init?(values: [Double]) {
        guard values.count == Self.scores.count, values.allSatisfy(\.isFinite),
            zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        self.values = values
        isLine = Self.isLine(values)
    }

    private static func isLine(_ values: [Double]) -> Bool {
        let (first, rise) = (values[0], values[values.count - 1] - values[0])
        return rise > 0
            && zip(scores, values).allSatisfy { abs($1 - first - rise * ($0 + 4) / 8) <= 1e-9 * max(rise, abs(first)) }
    }

    /// How much a straight line rises a unit of score.
    private var lineSlope: Double { (values[values.count - 1] - values[0]) / 8 }

    /// The natural value at a standard score; beyond ±4 the end values, or the straight line's.
    public func value(at score: Double) -> Double {
        guard score.isFinite else { return score.isNaN ? .nan : (score < 0 ? values[0] : values[values.count - 1]) }
        if isLine, abs(score) > 4 { return values[0] + (score + 4) * lineSlope }
        let position = max(0, min(Double(values.count - 1), (score + 4) * 32))
        let low = min(Int(position), values.count - 2)
        return Self.between(values[low], values[low + 1], position - Double(low))
    }

    /// On the line between two values; also where these are so far apart that their difference is no number.
    private static func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
        let rise = high - low
        return rise.isFinite ? low + share * rise : low * (1 - share) + high * share
    }

    /// How much the natural value grows a unit of standard score, over a quarter of a score about it; 0 beyond ±4, but of a straight line.
    public func slope(at score: Double) -> Double {
        (value(at: score + 0.125) - value(at: score - 0.125)) / 0.25
    }

    /// Mean and standard deviation of the natural value of a standard score.
    public var moments: (mean: Double, deviation: Double) {
        let weights = Self.scores.map { exp(-$0 * $0 / 2) }
        let total = weights.reduce(0, +)
        let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / total
        let square = zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
        return (mean, square.squareRoot())
    }

    /// The standard score of a natural value; the middle of a plateau, ±4 at and beyond the ends, but of a straight line.
    public func score(of value: Double) -> Double {
        guard !value.isNaN else { return .nan }
        var below = 0, above = values.count  // first index with values ≥ value; first with values > value
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        below = low
        high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= value { low = middle + 1 } else { high = middle }
        }
        above = low
        if above > below { return (Self.scores[below] + Self.scores[above - 1]) / 2 }
        if isLine, below == 0 || below == values.count { return (value - values[0]) / lineSlope - 4 }
        if below == 0 { return -4 }
        if below == values.count { return 4 }
        let share = (value - values[below - 1]) / (values[below] - values[below - 1])
        return Self.scores[below - 1] + share / 32
    }
}
