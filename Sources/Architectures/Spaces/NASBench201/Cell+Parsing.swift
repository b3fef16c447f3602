extension Cell {
    /// Reads a cell in any of its written forms; blanks around it are ignored.
    ///
    /// - arch string: `|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|avg_pool_3x3~2|`
    /// - NASLib tuple, with or without brackets: `(4,0,3,1,2,2)`
    /// - number in the benchmark's order: `#1462` or `1462` (needs `order`)
    /// - Throws: `CellError` saying where reading stopped, or which forms there are.
    public init(parsing text: String, order: BenchmarkOrder? = nil) throws {
        let trimmed = text.trimmingBlanks
        switch trimmed.utf8.first {
        case UInt8(ascii: "|"):
            try self.init(archString: trimmed)
        case UInt8(ascii: "("), UInt8(ascii: "["):
            self.init(knownCode: try Cell.codeOfTuple(trimmed))
        case UInt8(ascii: "#"):
            try self.init(index: trimmed, after: "#", order: order)
        case .some(let byte) where byte.isDigit:
            if trimmed.utf8.contains(.comma) {
                self.init(knownCode: try Cell.codeOfTuple(trimmed))
            } else {
                try self.init(index: trimmed, after: "", order: order)
            }
        default:
            throw CellError.unknownForm(trimmed)
        }
    }

    /// Whether a text is a number in the benchmark's order, and reading it needs that order.
    static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.first == .hash ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }

    private init(index text: String, after prefix: StaticString, order: BenchmarkOrder?) throws {
        let index = try Cell.wholeNumber(text, after: prefix)
        guard index < Cell.count else { throw CellError.indexOutOfRange(text) }
        guard let order else { throw CellError.indexWithoutOrder(text) }
        guard let cell = order.cell(at: index) else { throw CellError.indexOutOfRange(text) }
        self = cell
    }

    private static func codeOfTuple(_ text: String) throws -> Int {
        switch text.scanned(scanTuple) {
        case .success(let code): return code
        case .failure(let failure):
            throw CellError.tuple(
                text, position: text.characterPosition(ofByte: failure.offset), expected: failure.expected)
        }
    }

    private static func wholeNumber(_ text: String, after prefix: StaticString) throws -> Int {
        let result = text.scanned { (scanner: inout ByteScanner) throws(ByteScanner.Failure) -> Int in
            try scanner.expect(prefix)
            let value = try scanner.number()
            try scanner.expectEnd()
            return value
        }
        switch result {
        case .success(let value): return value
        case .failure(let failure):
            throw CellError.number(
                text, position: text.characterPosition(ofByte: failure.offset), expected: failure.expected)
        }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmingBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
