import Foundation
import Tensors

extension BenchmarkTable {
    /// Reads a CSV file: a header with `arch` (any written form of an architecture) or the space's own columns, and at least one column of numbers, then
    /// rows. Where no column is named `arch`, the first whose field in the first row can only be an architecture is taken for it.
    ///
    /// Architectures may be missing or stand in several rows, whose mean is taken; columns may stand in any order. Columns of text and columns that
    /// count the rows are left out. What was left out or changed is told in `notes`.
    /// - Parameter space: whose architectures are wanted; nil: what the header and the first row tell
    /// - Throws: `InputFileError`; `BenchmarkTableError` with file, line, column, value and rule
    public init(csv path: String, name: String? = nil, of space: SearchSpace? = nil) throws {
        try self.init(try TableText(contentsOf: path), name: name, of: space)
    }

    /// Reads the bytes of a CSV file; `path` names it in errors.
    public init(csvData data: Data, path: String, name: String? = nil, of space: SearchSpace? = nil) throws {
        try self.init(try TableText(data, path: path), name: name, of: space)
    }

    /// Whose architectures a CSV file is of, as far as its header and first row tell; nil where they do not.
    public static func space(ofCSV path: String) -> SearchSpace? {
        guard let text = try? TableText(contentsOf: path) else { return nil }
        return text.bytes.withUnsafeBytes { bytes in
            var records = CSVRecords(bytes.assumingMemoryBound(to: UInt8.self)), fields: [CSVRecords.Field] = []
            guard (try? records.next(into: &fields)) ?? false else { return nil }
            let names = fields.map { records.text(of: $0) }
            let firstRow = (try? records.next(into: &fields)) ?? false ? fields.map { records.text(of: $0) } : []
            return SearchSpace.ofRows(names, firstRow)?.0
        }
    }

    init(_ text: TableText, name: String?, of wanted: SearchSpace?) throws {
        self.init(try text.rows(of: wanted), name: name ?? URL(fileURLWithPath: text.path).deletingPathExtension().lastPathComponent)
    }

    init(_ rows: FigureRows, name: String, credit: String = "") {
        let space = rows.space
        guard let count = space.list?.count else {
            self.init(
                name: name, of: space, credit: credit, architectures: rows.architectures,
                columns: rows.columns.map { Column(of: space, name: $0.name, values: $0.values) }, notes: rows.notes)
            return
        }
        let places = rows.architectures.map { $0.place ?? 0 }
        self.init(
            name: name, of: space, credit: credit,
            columns: rows.columns.map { column in
                var figures = [Double](repeating: .nan, count: count)
                for (place, value) in zip(places, column.values) { figures[place] = value }
                return Column(of: space, name: column.name, values: figures)
            }, notes: rows.notes)
    }
}

extension TableText {
    /// The rows of a table of a space; nil: of the first space that its header and first row tell.
    func rows(of wanted: SearchSpace? = nil) throws -> FigureRows {
        try FigureRows(self) { names, firstRow in
            if let wanted, let form = wanted.rows(names, firstRow) { return (wanted, form) }
            let found = SearchSpace.ofRows(names, firstRow)
            if let found {
                guard let wanted, wanted != found.0 else { return found }
                throw BenchmarkTableError.otherSpace(file: path, space: found.0, wanted: wanted)
            }
            // What is named so is meant so, and each row says what is wrong with it.
            let space = wanted ?? .usual
            guard let arch = names.firstIndex(where: { $0.lowercased() == "arch" }) else {
                throw BenchmarkTableError.noArchColumn(file: path, space: space, names: names)
            }
            return (space, space.forms.rows(names, at: arch, of: space))
        }
    }
}
