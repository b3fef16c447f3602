/// Splits CSV bytes into records of fields (RFC 4180: quotes, doubled quotes, CRLF or LF; blank lines are skipped).
struct CSVRecords {
    /// A field's bytes, without its quotes and outer blanks.
    struct Field {
        let range: Range<Int>
        /// Doubled quotes inside must become single ones.
        let hasDoubledQuotes: Bool
    }

    enum Failure: Error {
        case openQuote(line: Int)
        case textAfterQuote(line: Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var nextLine = 1
    /// Line on which the last record starts, counted from 1.
    private(set) var line = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }  // a byte-order mark is no part of the header
    }

    /// Reads the next record into `fields`; false at the end.
    mutating func next(into fields: inout [Field]) throws(Failure) -> Bool {
        fields.removeAll(keepingCapacity: true)
        skipBlankLines()
        guard offset < bytes.count else { return false }
        line = nextLine
        while true {
            fields.append(try field())
            guard offset < bytes.count, bytes[offset] == .comma else { break }
            offset += 1
        }
        endLine()
        return true
    }

    func bytes(of field: Field) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[field.range]) }

    func text(of field: Field) -> String {
        let text = String(decoding: bytes(of: field), as: UTF8.self)
        return field.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }

    private mutating func field() throws(Failure) -> Field {
        skipBlanks()
        guard offset < bytes.count, bytes[offset] == .quote else {
            let start = offset
            while offset < bytes.count, bytes[offset] != .comma, bytes[offset] != .newline { offset += 1 }
            var end = offset
            while end > start, bytes[end - 1].isBlank { end -= 1 }
            return Field(range: start..<end, hasDoubledQuotes: false)
        }
        return try quotedField()
    }

    private mutating func quotedField() throws(Failure) -> Field {
        let openingLine = nextLine
        offset += 1
        let start = offset
        var doubled = false
        while true {
            guard offset < bytes.count else { throw .openQuote(line: openingLine) }
            if bytes[offset] == .newline { nextLine += 1 }
            offset += 1
            guard bytes[offset - 1] == .quote else { continue }
            guard offset < bytes.count, bytes[offset] == .quote else { break }
            doubled = true
            offset += 1
        }
        let end = offset - 1
        skipBlanks()
        guard offset == bytes.count || bytes[offset] == .comma || bytes[offset] == .newline else {
            throw .textAfterQuote(line: nextLine)
        }
        return Field(range: start..<end, hasDoubledQuotes: doubled)
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, bytes[offset].isBlank { offset += 1 }
    }

    private mutating func skipBlankLines() {
        while offset < bytes.count {
            let start = offset
            skipBlanks()
            guard offset < bytes.count, bytes[offset] == .newline else {
                if offset < bytes.count { offset = start }
                return
            }
            endLine()
        }
    }

    private mutating func endLine() {
        guard offset < bytes.count else { return }
        offset += 1
        nextLine += 1
    }
}

extension UInt8 {
    /// White space that may surround a field; a line's CR counts as such.
    var isBlank: Bool { self == .space || self == .tab || self == .carriageReturn }
}
