import Architectures

extension Objective.Term {
    /// Reads `COLUMN` or `COLUMN=WEIGHT`. Without a weight the column's own direction decides: 1 where more is better, else −1.
    /// - Throws: `SearchError.malformedObjective`
    public init(parsing text: String) throws {
        // The last: a column's own name may have one.
        let sign = text.lastIndex(of: "=")
        let column = text[..<(sign ?? text.endIndex)].trimmed
        guard !column.isEmpty else { throw SearchError.malformedObjective(text) }
        guard let sign else {
            self.init(column: column)
            return
        }
        guard let weight = Double(text[text.index(after: sign)...].trimmed), weight.isFinite, weight != 0 else {
            throw SearchError.malformedObjective(text)
        }
        self.init(column: column, weight: weight)
    }

    /// A column to be large, or small where less is better.
    public init(column: String) { self.init(column: column, weight: PropertyInfo.named(column).higherIsBetter ? 1 : -1) }
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
