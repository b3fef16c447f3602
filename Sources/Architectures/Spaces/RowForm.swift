/// How a row of a table says which architecture it is of.
struct RowForm {
    /// The columns that say it.
    let places: [Int]
    /// The one column that says it, which faults are told of; nil where several do.
    var column: String?
    /// nil where a row names none; what is wrong with a row is thrown.
    let read: (CSVRecords, [CSVRecords.Field]) throws -> Architecture?
}

extension RowForm {
    /// A column of written forms.
    init(_ names: [String], at place: Int, of space: SearchSpace) {
        self.init(places: [place], column: names[place]) { records, fields in
            let text = records.text(of: fields[place]).trimmingBlanks
            return text.isEmpty ? nil : try Architecture(parsing: text, in: space)
        }
    }
}

extension SpaceForms {
    /// The column named `arch`, or the first, whose field in the first row can be an architecture of the space only.
    func writtenColumn(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> Int? {
        func isOwn(_ place: Int) -> Bool {
            let text = firstRow[place].trimmingBlanks
            return owns(text) && (try? read(text, in: space)) != nil
        }
        let places = names.indices.filter { firstRow.indices.contains($0) }
        if let named = names.firstIndex(where: { $0.lowercased() == "arch" }), firstRow.indices.contains(named) { return isOwn(named) ? named : nil }
        return places.first(where: isOwn)
    }
}

extension SearchSpace {
    /// How rows of a table with these columns name architectures of the space, as far as the columns and the first row tell; nil where they do not.
    ///
    /// A first row may have more fields than the header: what stands there is in no column.
    func rows(_ names: [String], _ firstRow: [String]) -> RowForm? { forms.rows(names, Array(firstRow.prefix(names.count)), of: self) }
}
