import Architectures

extension Constraint {
    /// Reads `PROPERTY<NUMBER`, with `<`, `<=`, `>` or `>=`; `≤` and `≥` are read as people copy them.
    /// - Throws: `SelectionError.noRelation`, `.noProperty`, `.notANumber`
    public init(requirement text: String) throws {
        let plain = text.replacing("≤", with: "<=").replacing("≥", with: ">=")
        guard let sign = plain.firstIndex(where: { $0 == "<" || $0 == ">" }),
            let relation = Relation.allCases.first(where: { plain[sign...].hasPrefix($0.rawValue) })
        else { throw SelectionError.noRelation(text) }
        let column = plain[..<sign].trimmed, value = plain[plain.index(sign, offsetBy: relation.rawValue.count)...].trimmed
        guard !column.isEmpty else { throw SelectionError.noProperty(text) }
        // People copy numbers from the screen, which has a true minus.
        guard let bound = Double(value.replacing("−", with: "-")), bound.isFinite else {
            throw SelectionError.notANumber(property: column, relation: relation, value: value)
        }
        self.init(column: column, relation: relation, bound: bound)
    }
}

extension Substring {
    /// Without the white space around it.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
