import Architectures

extension Objective.Term {
    /// Reads `COLUMN` or `COLUMN=WEIGHT`. Without a weight the column's own direction decides: 1 where more is better, else −1.
    /// - Throws: `SearchError.malformedObjective`
    public init(parsing text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let column = parts[0].trimmed
        guard !column.isEmpty else { throw SearchError.malformedObjective(text) }
        guard parts.count == 2 else {
            self.init(column: column, weight: PropertyInfo.named(column).higherIsBetter ? 1 : -1)
            return
        }
        guard let weight = Double(parts[1].trimmed), weight.isFinite, weight != 0 else {
            throw SearchError.malformedObjective(text)
        }
        self.init(column: column, weight: weight)
    }
}

extension Constraint {
    /// Reads `COLUMN<BOUND`, with `<`, `<=`, `>` or `>=`.
    /// - Throws: `SearchError.malformedConstraint`
    public init(parsing text: String) throws {
        // The relations of two characters stand first among the cases, so that `<=` is not taken for `<`.
        for relation in Relation.allCases {
            guard let place = text.firstRange(of: relation.rawValue) else { continue }
            let column = text[..<place.lowerBound].trimmed
            guard !column.isEmpty, let bound = Double(text[place.upperBound...].trimmed), bound.isFinite else { break }
            self.init(column: column, relation: relation, bound: bound)
            return
        }
        throw SearchError.malformedConstraint(text)
    }
}

extension Substring {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
