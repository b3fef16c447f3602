/// The header of a CSV table: which column is which.
struct CSVHeader {
    let names: [String]
    let archColumn: Int
    let indexColumn: Int?
    /// The columns of figures, without `index`.
    let propertyColumns: [Int]

    /// Every column to be read as numbers.
    var numericColumns: [Int] { propertyColumns + [indexColumn].compactMap { $0 } }

    /// The names of a header, none of them empty or twice there. - Throws: `BenchmarkTableError`
    static func checked(_ names: [String], path: String) throws -> [String] {
        for (place, name) in names.enumerated() {
            let hasControl = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard !name.isEmpty, !hasControl else {
                throw BenchmarkTableError.unusableColumnName(file: path, place: place + 1, name: name)
            }
            guard !names[..<place].contains(name) else {
                throw BenchmarkTableError.duplicateColumn(file: path, name: name)
            }
        }
        return names
    }

    /// - Parameter firstRow: its fields; without a column `arch`, the first that is an arch string tells which column holds them
    init(_ names: [String], firstRow: [String], path: String) throws {
        let names = try Self.checked(names, path: path)
        let archStrings = names.indices.filter { place in
            firstRow.indices.contains(place) && (try? Cell(archString: firstRow[place])) != nil
        }
        guard let archColumn = names.firstIndex(of: "arch") ?? archStrings.first else {
            throw BenchmarkTableError.noArchColumn(file: path)
        }
        let indexColumn = names.firstIndex(of: "index")
        let propertyColumns = names.indices.filter { $0 != archColumn && $0 != indexColumn }
        guard !propertyColumns.isEmpty else { throw BenchmarkTableError.noNumericColumn(file: path) }
        self.names = names
        self.archColumn = archColumn
        self.indexColumn = indexColumn
        self.propertyColumns = propertyColumns
    }
}
