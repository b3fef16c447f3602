import Architectures
import Diffusion

extension Objective.Term {
    /// Reads `COLUMN`, `min:COLUMN` or `max:COLUMN`, each with or without `=WEIGHT`. What stands before the column tells the direction; else the
    /// weight's sign does, else the words of the column's name.
    /// - Throws: `SearchError.malformedObjective`, `.directionTwice`
    public init(parsing text: String) throws {
        let (wanted, rest) = Self.direction(in: text)
        // The last: a column's own name may have one.
        let sign = rest.lastIndex(of: "=")
        let column = rest[..<(sign ?? rest.endIndex)].trimmed
        guard !column.isEmpty else { throw SearchError.malformedObjective(text) }
        guard let sign else {
            if let wanted {
                self.init(column: column, weight: wanted ? 1 : -1)
            } else {
                self.init(column: column)
            }
            return
        }
        guard let weight = Double(rest[rest.index(after: sign)...].trimmed), weight.isFinite, weight != 0 else {
            throw SearchError.malformedObjective(text)
        }
        guard let wanted else {
            self.init(column: column, weight: weight)
            return
        }
        guard weight > 0 else { throw SearchError.directionTwice(text) }
        self.init(column: column, weight: wanted ? weight : -weight)
    }

    /// A column to be large, or small where less is better by its name.
    public init(column: String) {
        var info = PropertyInfo.named(column)
        // `TABLE:COLUMN`; a column's own name may have a colon, too.
        if let colon = column.lastIndex(of: ":") {
            let own = PropertyInfo.named(String(column[column.index(after: colon)...]))
            if info.isDirectionAssumed || !own.isDirectionAssumed { info = own }
        }
        self.init(column: column, weight: info.higherIsBetter ? 1 : -1, isAssumed: info.isDirectionAssumed)
    }

    /// Takes `min:` or `max:` off: whether more is wanted, and the rest; nil where nothing is said.
    public static func direction(in text: String) -> (isMore: Bool?, rest: Substring) { FigureOrder.direction(in: text) }
}

extension Constraint {
    /// Reads `COLUMN<BOUND`, with `<`, `<=`, `>` or `>=`.
    /// - Throws: `SearchError.malformedConstraint`
    public init(parsing text: String) throws {
        do { try self.init(requirement: text) } catch { throw SearchError.malformedConstraint(text) }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
