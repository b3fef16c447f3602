/// Records of a table.
extension CSVRecords {
    /// `next(into:)` with errors that name the file.
    mutating func next(into fields: inout [Field], path: String) throws -> Bool {
        do throws(Failure) {
            return try next(into: &fields)
        } catch {
            switch error {
            case .openQuote(let line): throw BenchmarkTableError.openQuote(file: path, line: line)
            case .textAfterQuote(let line): throw BenchmarkTableError.textAfterQuote(file: path, line: line)
            }
        }
    }

    /// The names of a header, none twice. One may be empty: pandas writes its index so, and spreadsheets columns beside the table.
    static func checked(names: [String], line: Int, path: String) throws -> [String] {
        for (place, name) in names.enumerated() where !name.isEmpty {
            guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                throw BenchmarkTableError.unusableColumnName(file: path, place: place + 1, name: name)
            }
            guard !names[..<place].contains(name) else { throw BenchmarkTableError.duplicateColumn(file: path, line: line, name: name) }
        }
        return names
    }
}
