import Architectures

/// Which of the samples that are drawn are taken, and which of those are kept.
public struct SelectionRules: Sendable, Hashable {
    /// Bounds that must all hold.
    public var requirements: [Constraint]
    /// Whether an architecture is taken once alone.
    public var isUnique: Bool
    /// What is sorted by; nil: as the samples come.
    public var order: FigureOrder?
    /// How many of the best are kept; nil: all that are taken.
    public var top: Int?

    public init(requirements: [Constraint] = [], isUnique: Bool = false, order: FigureOrder? = nil, top: Int? = nil) {
        self.requirements = requirements
        self.isUnique = isUnique
        self.order = order
        self.top = top
    }

    /// Whether samples are chosen among, so that more may have to be drawn than are asked for.
    public var selects: Bool { !requirements.isEmpty || isUnique || top != nil }

    /// The properties whose figures decide, each once.
    public var properties: [String] {
        var seen: Set<String> = []
        return (requirements.map(\.column) + [order?.property].compactMap { $0 }).filter { seen.insert($0).inserted }
    }

    /// Samples that are drawn for one that is asked for, unless a limit is given.
    public static let usualEffort = 100

    /// How many samples may be drawn.
    /// - Parameter given: nil: a hundred for each that is asked for
    public static func limit(_ given: Int?, count: Int) -> Int { given ?? min(usualEffort * count, Int(NumberRule.limit.range.upperBound)) }

    /// - Parameters:
    ///   - count: how many architectures are asked for
    ///   - limit: how many samples may be drawn, where that is said
    /// - Throws: `SelectionError.contradiction`, `.topWithoutOrder`, `.topAboveCount`, `.limitWithoutUse`, `.limitBelowCount`, `SettingError.outOfRange`
    public func check(count: Int, limit: Int?) throws {
        for (place, one) in requirements.enumerated() {
            if let other = requirements[..<place].first(where: { !$0.leavesRoom(beside: one) }) {
                throw SelectionError.contradiction(other.text, one.text)
            }
        }
        if let top {
            guard (1...max(count, 1)).contains(top) else { throw SelectionError.topAboveCount(top, count: count) }
            guard order != nil else { throw SelectionError.topWithoutOrder }
        }
        guard let limit else { return }
        guard selects else { throw SelectionError.limitWithoutUse }
        _ = try NumberRule.limit.number(String(limit), of: "--limit")
        guard limit >= count else { throw SelectionError.limitBelowCount(limit, count: count) }
    }
}

extension NumberRule {
    /// Samples that may be drawn.
    public static let limit = NumberRule(whole: 1...1_000_000_000)
}
