/// What the fields of a table mean.
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

    /// The cell code of an arch string.
    func code(_ field: Field, line: Int, column: String, path: String) throws -> Int {
        var scanner = ByteScanner(bytes(of: field))
        if let code = try? Cell.scanArchString(&scanner) { return code }
        do {
            return try Cell(archString: text(of: field)).code
        } catch {
            throw BenchmarkTableError.invalidArch(file: path, line: line, column: column, reason: "\(error)")
        }
    }

    /// A figure; NaN when it is missing.
    func figure(_ field: Field, line: Int, column: String, path: String) throws -> Double {
        guard !field.range.isEmpty else { return .nan }
        if let value = DecimalNumber.parse(bytes(of: field)), value.isFinite { return value }
        let text = text(of: field).trimmingBlanks
        guard !text.isEmpty, text.lowercased() != "nan" else { return .nan }
        let parsed = Array(text.utf8).withUnsafeBufferPointer(DecimalNumber.parse)
        guard let value = parsed, !value.isNaN else {
            throw BenchmarkTableError.notANumber(file: path, line: line, column: column, value: text)
        }
        guard value.isFinite else {
            throw BenchmarkTableError.infinite(file: path, line: line, column: column, value: text)
        }
        return value
    }
}
