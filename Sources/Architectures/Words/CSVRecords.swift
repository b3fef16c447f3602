/// Splits CSV bytes into records of fields (RFC 4180: quotes, doubled quotes, CRLF or LF). Fields are divided by commas, semicolons or
/// tabs, whichever the first line has most of; blank lines and lines of comment (`#`) are skipped.
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
    /// What divides fields.
    let divider: UInt8
    private var offset = 0
    private var nextLine = 1
    /// Line on which the last record starts, counted from 1.
    private(set) var line = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0  // a byte-order mark is no part of the header
        var rest = bytes[offset...].drop { $0.isBlank || $0 == .newline }
        while rest.first == .hash, let end = rest.firstIndex(of: .newline) { rest = rest[end...].drop { $0.isBlank || $0 == .newline } }
        divider = Self.divider(of: rest.prefix { $0 != .newline })
    }

    /// What divides a header; a comma where nothing tells.
    private static func divider(of line: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
        var counts = [UInt8.comma: 0, .semicolon: 0, .tab: 0], isQuoted = false
        for byte in line {
            if byte == .quote { isQuoted.toggle() }
            if !isQuoted, counts[byte] != nil { counts[byte, default: 0] += 1 }
        }
        return [.comma, .semicolon, .tab].max { counts[$0, default: 0] < counts[$1, default: 0] } ?? .comma
    }

    /// Reads the next record into `fields`; false at the end.
    mutating func next(into fields: inout [Field]) throws(Failure) -> Bool {
        fields.removeAll(keepingCapacity: true)
        skipEmptyLines()
        guard offset < bytes.count else { return false }
        line = nextLine
        while true {
            fields.append(try field())
            guard offset < bytes.count, bytes[offset] == divider else { break }
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
            while offset < bytes.count, bytes[offset] != divider, bytes[offset] != .newline { offset += 1 }
            var end = offset
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
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
        guard offset == bytes.count || bytes[offset] == divider || bytes[offset] == .newline else {
            throw .textAfterQuote(line: nextLine)
        }
        return Field(range: start..<end, hasDoubledQuotes: doubled)
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, isBlank(bytes[offset]) { offset += 1 }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte.isBlank && byte != divider }

    private mutating func skipEmptyLines() {
        while offset < bytes.count {
            let start = offset
            skipBlanks()
            if offset < bytes.count, isComment { offset = bytes[offset...].firstIndex(of: .newline) ?? bytes.count }
            guard offset < bytes.count, bytes[offset] == .newline else {
                if offset < bytes.count { offset = start }
                return
            }
            endLine()
        }
    }

    /// Whether a comment begins here. `#1462` is a cell, and `#` alone may name a column.
    private var isComment: Bool {
        guard bytes[offset] == .hash else { return false }
        let rest = bytes[(offset + 1)...].drop { $0.isDigit }
        let isNumber = rest.startIndex > offset + 1
        guard let next = rest.first else { return !isNumber }
        return !(next == divider || isNumber && (isBlank(next) || next == .newline))
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
