/// The rows of a table as read, by what they are of: each architecture once, with the figures of its columns.
struct FigureRows {
    private(set) var space = SearchSpace.usual
    private(set) var architectures: [Architecture] = []
    private(set) var columns: [FigureColumn] = []
    private(set) var notes: [TableNote] = []
    /// The figures of a column `index`, if there is one.
    private(set) var index: [Double]?

    private let path: String
    private var rowOf: [Architecture: Int] = [:]
    private var repeatedRows: [Int: Int] = [:]
    private var nameless = Skipped(), invalid = Skipped()
    private var comma: (text: String, line: Int)?, hasPoint = false

    private struct Skipped {
        var rows = 0, firstLine = 0

        mutating func add(_ line: Int) {
            if rows == 0 { firstLine = line }
            rows += 1
        }
    }

    /// - Parameter form: from the header's names and the first row's texts
    /// - Throws: `BenchmarkTableError` with file, line, column, value and rule
    init(_ text: TableText, form: (_ names: [String], _ firstRow: [String]) throws -> (SearchSpace, RowForm)) throws {
        path = text.path
        try text.bytes.withUnsafeBytes { try read(CSVRecords($0.assumingMemoryBound(to: UInt8.self)), form) }
    }

    private mutating func read(_ source: CSVRecords, _ makeForm: ([String], [String]) throws -> (SearchSpace, RowForm)) throws {
        var records = source, fields: [CSVRecords.Field] = []
        guard try records.next(into: &fields, path: path) else { throw BenchmarkTableError.empty(file: path) }
        guard fields.count <= TableLimits.columns else {
            throw BenchmarkTableError.tooManyColumns(file: path, count: fields.count, limit: TableLimits.columns)
        }
        let names = try CSVRecords.checked(names: fields.map { records.text(of: $0) }, line: records.line, path: path)
        var ahead = records
        let hasRow = try ahead.next(into: &fields, path: path)
        let (found, form) = try makeForm(names, hasRow ? fields.map { ahead.text(of: $0) } : [])
        space = found
        columns = names.indices.filter { !form.places.contains($0) }.map { FigureColumn(name: names[$0], place: $0) }
        guard !columns.isEmpty else { throw BenchmarkTableError.noNumericColumn(file: path, notes: []) }
        let validity = names.firstIndex(of: "valid")
        while try records.next(into: &fields, path: path) {
            let line = records.line
            guard fields.count == names.count else {
                throw BenchmarkTableError.fieldCount(file: path, line: line, found: fields.count, expected: names.count)
            }
            let figures = try columns.indices.map { try figure(at: $0, fields, records, line) }
            if let validity, records.text(of: fields[validity]).lowercased() == "false" {
                invalid.add(line)
            } else if let architecture = try self.architecture(form, records, fields) {
                try add(figures, of: architecture)
            } else {
                nameless.add(line)
            }
        }
        try finish()
    }

    private func architecture(_ form: RowForm, _ records: CSVRecords, _ fields: [CSVRecords.Field]) throws -> Architecture? {
        do {
            return try form.read(records, fields)
        } catch {
            throw BenchmarkTableError.invalidArch(file: path, line: records.line, column: form.column, reason: "\(error)")
        }
    }

    /// - Throws: `BenchmarkTableError` where a column of numbers holds something else
    private mutating func figure(at place: Int, _ fields: [CSVRecords.Field], _ records: CSVRecords, _ line: Int) throws -> Double {
        let field = fields[columns[place].place], name = columns[place].name
        func text() -> String { records.text(of: field).trimmingBlanks }
        let value: Double
        switch records.figure(field) {
        case .missing: value = .nan
        case .number(let number):
            value = number
            if records.divider != .comma, !hasPoint { hasPoint = records.bytes(of: field).contains(.point) }
        case .comma(let number):
            value = number
            if comma == nil { comma = (text(), line) }
        case .infinite: throw BenchmarkTableError.infinite(file: path, line: line, column: name, value: text())
        case .text:
            if columns[place].firstNumber != nil { throw BenchmarkTableError.notANumber(file: path, line: line, column: name, value: text()) }
            columns[place].see(text: text(), line: line)
            value = .nan
        }
        if hasPoint, let comma { throw BenchmarkTableError.mixedDecimals(file: path, line: comma.line, value: comma.text) }
        if !value.isNaN, let first = columns[place].firstText {
            throw BenchmarkTableError.notANumber(file: path, line: first.line, column: name, value: first.text)
        }
        columns[place].see(value, line: line)
        return value
    }

    private mutating func add(_ figures: [Double], of architecture: Architecture) throws {
        let row = rowOf[architecture] ?? architectures.count
        if row == architectures.count {
            guard (row + 1) * columns.count <= TableLimits.figures else {
                throw BenchmarkTableError.tooManyFigures(file: path, limit: TableLimits.figures)
            }
            rowOf[architecture] = row
            architectures.append(architecture)
        } else {
            repeatedRows[row, default: 1] += 1
        }
        for (place, value) in figures.enumerated() { columns[place].add(value, at: row) }
    }

    /// Sets aside what are no figures, and says so.
    private mutating func finish() throws {
        if nameless.rows > 0 { notes.append(.nameless(rows: nameless.rows, firstLine: nameless.firstLine)) }
        if invalid.rows > 0 { notes.append(.invalid(rows: invalid.rows, firstLine: invalid.firstLine)) }
        guard !architectures.isEmpty else { throw BenchmarkTableError.noRows(file: path, notes: notes) }
        if !repeatedRows.isEmpty {
            notes.append(.repeated(architectures: repeatedRows.count, rows: repeatedRows.values.reduce(0, +)))
        }
        if let comma { notes.append(.decimalCommas(example: comma.text, line: comma.line)) }
        index = columns.first { $0.name == "index" && $0.firstText == nil }?.values
        for column in columns {
            if let text = column.firstText {
                if column.name != "valid" || !["true", "false"].contains(text.text.lowercased()) {
                    notes.append(.text(column: column.name, example: text.text, line: text.line))
                }
            } else if column.isRunningNumber {
                notes.append(.runningNumber(column: column.name))
            } else if column.isSeed {
                notes.append(.seeds(column: column.name))
            } else if column.name.isEmpty, !column.isEmpty {
                throw BenchmarkTableError.unusableColumnName(file: path, place: column.place + 1, name: "")
            }
        }
        columns.removeAll { $0.firstText != nil || $0.isRunningNumber || $0.isSeed || $0.name.isEmpty }
        guard !columns.isEmpty else { throw BenchmarkTableError.noNumericColumn(file: path, notes: notes) }
    }
}
