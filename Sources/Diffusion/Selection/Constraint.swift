/// A bound on a figure, in its natural unit.
public struct Constraint: Sendable, Hashable {
    /// The relations of two characters stand first, so that `<=` is not read as `<`.
    public enum Relation: String, Sendable, Hashable, CaseIterable {
        case lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">"
    }

    public let column: String
    public let relation: Relation
    public let bound: Double

    public init(column: String, relation: Relation, bound: Double) {
        self.column = column
        self.relation = relation
        self.bound = bound
    }

    /// As it is typed, the bound always with a point.
    public var words: String { "\(column)\(relation.rawValue)\(bound)" }

    /// As it is typed, a whole bound without a point.
    public var text: String { "\(column)\(relation.rawValue)\(NumberRule.text(bound))" }

    /// Whether some figure can meet both.
    public func leavesRoom(beside other: Constraint) -> Bool {
        guard column == other.column, isUpper != other.isUpper else { return true }
        let (low, high) = isUpper ? (other.bound, bound) : (bound, other.bound)
        return low < high || low == high && holds(low) && other.holds(low)
    }

    /// Whether the bound is from above.
    public var isUpper: Bool { relation == .less || relation == .lessOrEqual }

    public func holds(_ value: Double) -> Bool {
        switch relation {
        case .less: value < bound
        case .lessOrEqual: value <= bound
        case .greater: value > bound
        case .greaterOrEqual: value >= bound
        }
    }
}
