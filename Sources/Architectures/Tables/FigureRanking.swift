/// How a figure stands among those of all architectures of a listed space that have one.
public struct FigureRanking: Sendable {
    /// Ascending, without those that are missing.
    private let sorted: [Double]
    private let higherIsBetter: Bool
    /// How many architectures the space has.
    private let all: Int

    /// - Parameter figures: one an architecture, NaN where there is none
    public init(_ figures: [Double], higherIsBetter: Bool) {
        sorted = figures.filter { !$0.isNaN }.sorted()
        self.higherIsBetter = higherIsBetter
        all = figures.count
    }

    /// nil for what is no number, and where all figures are one, so that nothing stands above another.
    public func standing(of figure: Double) -> FigureStanding? {
        guard !figure.isNaN, let first = sorted.first, first != sorted.last else { return nil }
        // Equal ones are neither better nor worse.
        let below = count { $0 < figure }, above = sorted.count - count { $0 <= figure }
        return FigureStanding(worse: higherIsBetter ? below : above, better: higherIsBetter ? above : below, count: sorted.count, all: all)
    }

    /// How many figures from the lowest on hold. - Parameter holds: of all figures below one, and of no other
    private func count(_ holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Where one figure stands: better than some, worse than others.
public struct FigureStanding: Sendable, Hashable {
    /// How many architectures have a worse figure, and how many a better one.
    public let worse, better: Int
    /// How many have a figure.
    public let count: Int
    /// How many architectures the space has.
    public let all: Int

    /// The share of architectures with a figure that are worse, in per cent.
    public var betterThan: Double { 100 * Double(worse) / Double(max(count, 1)) }

    /// `top 14 %`, rounded up so that it never says too much, or `best` where none is better; with the number of known figures where most of the space has none.
    public var text: String {
        let place = better == 0 ? "best" : "top \(percent) %"
        return 2 * count < all ? "\(place) of \(count)" : place
    }

    /// The share that is not worse, itself included: in whole per cent, below ten with one decimal, below one with two.
    private var percent: String {
        let share = count - worse
        func parts(_ size: Int) -> Int { (share * size + count - 1) / max(count, 1) }
        if parts(1000) >= 100 { return "\(parts(100))" }
        if parts(10_000) >= 100 { return "\(parts(1000) / 10).\(parts(1000) % 10)" }
        return "0.\(parts(10_000) < 10 ? "0" : "")\(parts(10_000))"
    }
}

extension BenchmarkTable.Column {
    /// How figures of the column stand in a listed space.
    public var ranking: FigureRanking { FigureRanking(values, higherIsBetter: info.higherIsBetter) }
}
