import Platform
import Terminal

/// How high the best found so far stands in the plot of a race: by the logarithm of its regret where the best there is is known, else by its figure.
struct SearchScale {
    let title, detail: String
    /// Labels beside the axis, and where they stand, 0…1.
    let marks: [(text: String, height: Double)]
    /// What the lowest row is, where it means something.
    let foot: String?
    private let place: @Sendable (Double) -> Double

    /// 0…1 of the best figure so far.
    func height(_ best: Double) -> Double { place(best).limited(to: 0...1) }

    init(_ race: SearchRace, _ entry: Catalog.Entry, _ goal: SearchGoal) {
        let unit = entry.info.unit.isEmpty ? "" : ", \(entry.info.unit)"
        if let best = goal.best {
            title = "regret\(unit)"
            detail = "best there is \(entry.info.told(best))"
            marks = goal.decades.map { decade in
                let value = Self.power(decade)
                return (value.figure(max(-decade, 0), within: SearchLayout.labelWidth - 2), goal.height(value))
            }
            foot = "found"
            place = { value in goal.regret(value).map(goal.height) ?? 0 }
            return
        }
        // From what the common start is worth to the best of all, with air above for what may come.
        let start = race.racers.compactMap { $0.best(of: SearchRace.initial, goal) }.min { goal.sign * $0 < goal.sign * $1 }
        let top = race.racers.compactMap { $0.best(of: $0.evaluations.count, goal) }.max { goal.sign * $0 < goal.sign * $1 }
        title = "best so far\(unit)"
        detail = top.map { "of all \(entry.info.told($0))" } ?? ""
        foot = nil
        guard let start, let top else {
            (marks, place) = ([], { _ in 0 })
            return
        }
        let least = 20 * Self.power(-entry.info.decimals)
        let span = max(abs(top - start), least)
        let (bottom, sign) = (start - goal.sign * 0.08 * span, goal.sign)
        let height: @Sendable (Double) -> Double = { value in sign * (value - bottom) / (1.24 * span) }
        place = height
        let low = min(bottom, bottom + sign * 1.24 * span), high = max(bottom, bottom + sign * 1.24 * span)
        guard let step = Self.step(for: 1.24 * span), low.isFinite, high.isFinite, low + step > low else {
            marks = []
            return
        }
        let digits = max(entry.info.decimals - (step >= 1 ? 1 : 0), 0)
        marks = stride(from: (low / step).rounded(.up) * step, through: high, by: step).prefix(Self.mostMarks).map {
            ($0.figure(digits, within: SearchLayout.labelWidth - 2), height($0))
        }
    }

    static func power(_ decade: Int) -> Double {
        (0..<abs(decade)).reduce(1) { value, _ in decade < 0 ? value / 10 : value * 10 }
    }

    private static let mostMarks = 12

    /// A round step of which three to seven fit; nil where the span is beyond what numbers tell apart.
    private static func step(for span: Double) -> Double? {
        guard span.isFinite, span > 0 else { return nil }
        let decade = power(log10(span / 3).rounded(.down).rounded(into: -400...400))
        return [5, 2, 1].map { $0 * decade }.first { span / $0 >= 3 } ?? decade
    }
}
