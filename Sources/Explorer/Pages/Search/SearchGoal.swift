import Architectures
import Platform
import Terminal

/// What there is to find: a table knows it, though the searches do not; of a space too large for one nobody does.
public struct SearchGoal: Sendable, Hashable {
    /// The best figure there is, in the natural unit; nil where it is not known.
    public let best: Double?
    /// 1 where more is better, else −1.
    let sign: Double
    /// Decades that the regret is shown over: 10^lowest … 10^highest in the natural unit; less is shown as found.
    let decades: ClosedRange<Int>

    /// - Parameter isAdmitted: whether the cell of a code keeps the bound
    /// - Returns: nil for a property without figures, or where no two cells keep the bound
    init?(_ entry: Catalog.Entry, isAdmitted: (Int) -> Bool = { _ in true }) {
        let sign: Double = entry.info.higherIsBetter ? 1 : -1
        guard let figures = entry.figures else {
            guard entry.isSearchable else { return nil }
            (self.sign, best, decades) = (sign, nil, 0...0)
            return
        }
        let scores = figures.indices.filter { figures[$0].isFinite && isAdmitted($0) }.map { sign * figures[$0] }.sorted()
        guard let top = scores.last, scores.count > 1 else { return nil }
        self.sign = sign
        best = sign * top
        let usual = top - scores[scores.count / 2]
        let least = scores.last { $0 < top }.map { top - $0 } ?? 1
        let high = usual > 0 ? Self.decade(usual, .up) : 0
        let low = Self.decade(least, .down)
        decades = min(max(low, high - 4), high - 2)...high
    }

    /// How far a figure is from the best, in the natural unit; nil where the best is not known.
    public func regret(_ value: Double) -> Double? { best.map { sign * ($0 - value) } }

    /// Whether a figure is better than another; of nothing everything is better.
    func isBetter(_ value: Double, than other: Double?) -> Bool { other.map { sign * value > sign * $0 } ?? true }

    /// The height of a regret in a plot, 0…1: by its logarithm, and 0 only where the best is found.
    func height(_ regret: Double) -> Double {
        guard regret > 0 else { return 0 }
        let share = log10(min(regret, .greatestFiniteMagnitude)).fraction(from: Double(decades.lowerBound), to: Double(decades.upperBound))
        return Self.floor + (1 - Self.floor) * share
    }

    /// The power of ten above or below a regret; of figures so large that their difference is no number, the last there is.
    private static func decade(_ regret: Double, _ rule: FloatingPointRoundingRule) -> Int {
        log10(min(regret, .greatestFiniteMagnitude)).rounded(rule).rounded(into: -400...400)
    }

    /// Height of the lowest decade: below it is only what is found.
    private static let floor = 0.12
}
