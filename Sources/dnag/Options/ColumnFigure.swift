import Search

/// `COLUMN=FIGURE`: what came of an evaluation, or, of each objective, where hypervolume is measured from.
struct ColumnFigure: Hashable, Sendable {
    let column: String
    let figure: Double

    /// The last `=` counts: a column's own name may have one.
    /// - Throws: `CommandError.noFigure`
    init(parsing text: String) throws {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex, let figure = Double(text[text.index(after: sign)...]),
            figure.isFinite
        else { throw CommandError.noFigure(text) }
        column = String(text[..<sign])
        self.figure = figure
    }

    /// A figure for each objective; nil where none is given.
    /// - Throws: `SearchError.referenceMissing` where one is missing, comes twice, or belongs to no objective
    static func corner(_ given: [ColumnFigure], of objective: Objective) throws -> [Double]? {
        guard !given.isEmpty else { return nil }
        let names = objective.terms.map(\.column)
        for (place, entry) in given.enumerated()
        where !names.contains(entry.column) || given[..<place].contains(where: { $0.column == entry.column }) {
            throw SearchError.referenceMissing(column: entry.column, objectives: names)
        }
        return try names.map { name in
            guard let entry = given.first(where: { $0.column == name }) else {
                throw SearchError.referenceMissing(column: name, objectives: names)
            }
            return entry.figure
        }
    }
}
