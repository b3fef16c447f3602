/// A condition on what the explorer shows, in a small closed language:
///
///     step >= 10                                   a quantity, =, !=, <, <=, > or >=, a number or another quantity
///     answer within 0.5 of exact mean cifar10_test
///     mean cifar10_test falls                      against what it was when the step began; or rises
///     page is population                           a word, is or is not
public struct LessonCheck: Sendable, Hashable {
    /// As it was written.
    public let text: String
    public let line: Int
    public let rule: Rule

    public enum Rule: Sendable, Hashable {
        case compares(Side, Comparison, Side)
        case within(Side, Double, of: Side)
        case falls(LessonQuantity), rises(LessonQuantity)
        case matches(LessonSubject, Word, isWanted: Bool)
    }

    public enum Side: Sendable, Hashable {
        case number(Double)
        case quantity(LessonQuantity)
    }

    public enum Word: Sendable, Hashable {
        case literal(String)
        case subject(LessonSubject)
    }

    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        case equal = "=", unequal = "!=", less = "<", atMost = "<=", more = ">", atLeast = ">="

        func holds(_ left: Double, _ right: Double) -> Bool {
            switch self {
            // Figures that people read are rounded; settings are quarters.
            case .equal: abs(left - right) < 1e-9
            case .unequal: abs(left - right) >= 1e-9
            case .less: left < right
            case .atMost: left <= right
            case .more: left > right
            case .atLeast: left >= right
            }
        }
    }

    /// What must be told from the start of a step for `falls` and `rises`.
    public var remembered: LessonQuantity? {
        switch rule {
        case .falls(let quantity), .rises(let quantity): quantity
        default: nil
        }
    }

    /// All that it asks for.
    public var quantities: [LessonQuantity] {
        func of(_ side: Side) -> [LessonQuantity] { if case .quantity(let quantity) = side { [quantity] } else { [] } }
        switch rule {
        case .compares(let left, _, let right): return of(left) + of(right)
        case .within(let left, _, let right): return of(left) + of(right)
        case .falls(let quantity), .rises(let quantity): return [quantity]
        case .matches: return []
        }
    }

    /// Whether it is about what was answered.
    public var isOfAnswer: Bool {
        if case .matches(.plain(.answer), _, _) = rule { return true }
        return quantities.contains(.plain(.answer)) || quantities.contains(.plain(.guessError))
    }

    /// Whether it holds; nil while what it asks for is not known.
    /// - Parameter before: what was when the step began
    public func holds(in view: some LessonView, before: [LessonQuantity: Double] = [:]) -> Bool? {
        func value(_ side: Side) -> Double? {
            switch side {
            case .number(let number): number
            case .quantity(let quantity): view.number(quantity).flatMap { $0.isNaN ? nil : $0 }
            }
        }
        switch rule {
        case .compares(let left, let comparison, let right):
            guard let left = value(left), let right = value(right) else { return nil }
            return comparison.holds(left, right)
        case .within(let left, let tolerance, let right):
            guard let left = value(left), let right = value(right) else { return nil }
            return abs(left - right) <= tolerance
        case .falls(let quantity):
            guard let now = value(.quantity(quantity)), let then = before[quantity] else { return nil }
            return now < then
        case .rises(let quantity):
            guard let now = value(.quantity(quantity)), let then = before[quantity] else { return nil }
            return now > then
        case .matches(let subject, let word, let isWanted):
            guard let left = view.word(subject) else { return nil }
            let right: String
            switch word {
            case .literal(let literal): right = literal
            case .subject(let other):
                guard let known = view.word(other) else { return nil }
                right = known
            }
            return (left.lowercased() == right.lowercased()) == isWanted
        }
    }
}
