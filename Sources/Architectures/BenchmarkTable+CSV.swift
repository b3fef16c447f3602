import Foundation
import Tensors

extension BenchmarkTable {
    /// Reads a CSV file: a header with `arch` (arch strings) and at least one numeric column, then one row a cell. Where no column is
    /// named `arch`, the first whose field in the first row is an arch string is taken for it.
    ///
    /// Any cells may be missing and columns may stand in any order; a column `index` is ignored. An empty field or
    /// `nan` is a missing figure.
    /// - Throws: `BenchmarkTableError` with file, line, column, value and rule.
    public init(csv path: String, name: String) throws {
        try self.init(csvData: try CSVTable.contents(of: path), path: path, name: name)
    }

    /// Reads the bytes of a CSV file; `path` names it in errors.
    public init(csvData data: Data, path: String, name: String) throws {
        let table = try CSVTable(data, path: path)
        self.init(name: name, columns: table.columns)
    }
}

/// A CSV file of figures as read, with the benchmark's index of each cell if the file gives it.
struct CSVTable {
    var columns: [BenchmarkTable.Column] = []
    /// By `Cell.code`; NaN where there is none. Nil without a column `index`.
    var indices: [Double]?

    static func contents(of path: String) throws -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw BenchmarkTableError.unreadable(file: path, reason: error.plainReason)
        }
    }

    init(_ data: Data, path: String) throws {
        try CSVTable.checkUTF8(data, path: path)
        try data.withUnsafeBytes { try self.read($0.assumingMemoryBound(to: UInt8.self), path: path) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, path: String) throws {
        var records = CSVRecords(bytes)
        var fields: [CSVRecords.Field] = []
        guard try records.next(into: &fields, path: path) else { throw BenchmarkTableError.empty(file: path) }
        let names = fields.map { records.text(of: $0) }
        var ahead = records
        let hasRow = try ahead.next(into: &fields, path: path)
        let header = try CSVHeader(names, firstRow: hasRow ? fields.map { ahead.text(of: $0) } : [], path: path)
        let archName = header.names[header.archColumn]

        var values = header.names.map { _ in [Double](repeating: .nan, count: Cell.count) }
        var lineOfCode = [Int](repeating: 0, count: Cell.count)
        var rowCount = 0
        while try records.next(into: &fields, path: path) {
            let line = records.line
            guard fields.count == header.names.count else {
                throw BenchmarkTableError.fieldCount(
                    file: path, line: line, found: fields.count, expected: header.names.count)
            }
            let code = try records.code(fields[header.archColumn], line: line, column: archName, path: path)
            guard lineOfCode[code] == 0 else {
                throw BenchmarkTableError.duplicateArch(
                    file: path, line: line, column: archName, arch: Cell(knownCode: code).archString, firstLine: lineOfCode[code])
            }
            lineOfCode[code] = line
            rowCount += 1
            for column in header.numericColumns {
                values[column][code] = try records.figure(
                    fields[column], line: line, column: header.names[column], path: path)
            }
        }
        guard rowCount > 0 else { throw BenchmarkTableError.noRows(file: path) }
        columns = header.propertyColumns.map { BenchmarkTable.Column(name: header.names[$0], values: values[$0]) }
        indices = header.indexColumn.map { values[$0] }
    }

    /// Names the first line that is not UTF-8.
    static func checkUTF8(_ data: Data, path: String) throws {
        guard data.contains(where: { $0 >= 0x80 }) else { return }
        for (offset, line) in data.split(separator: .newline, omittingEmptySubsequences: false).enumerated()
        where String(bytes: line, encoding: .utf8) == nil {
            throw BenchmarkTableError.notUTF8(file: path, line: offset + 1)
        }
    }
}
