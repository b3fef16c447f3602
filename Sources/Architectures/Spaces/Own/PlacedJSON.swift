import Foundation

/// A JSON text as it stands: each value with its line, and objects with their keys in order.
struct PlacedJSON {
    enum Value {
        case object([(key: String, value: PlacedJSON)])
        case list([PlacedJSON])
        case text(String)
        /// As it is written.
        case number(String)
        case truth(Bool)
        case null
    }

    let value: Value
    let line: Int

    /// Deeper is no document of ours.
    private static let deepest = 32

    /// - Throws: `SpaceMistake`, where the text stops being JSON
    init(_ data: Data) throws(SpaceMistake) {
        var parser = Parser(bytes: Array(data))
        if parser.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.offset = 3 }
        self = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.offset == parser.bytes.count else { throw parser.mistake("the end was expected behind the document") }
    }

    fileprivate init(_ value: Value, line: Int) { (self.value, self.line) = (value, line) }

    private struct Parser {
        let bytes: [UInt8]
        var offset = 0
        var line = 1

        var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        mutating func skipBlanks() {
            while let byte = next, byte.isBlank || byte == .newline {
                if byte == .newline { line += 1 }
                offset += 1
            }
        }

        func mistake(_ rule: String) -> SpaceMistake {
            let found = next.map { _ in "'\(bytes[offset...].prefix(12).escaped(limit: 12))'" } ?? "the end"
            return SpaceMistake(line: line, place: "", rule: "this is no JSON: \(rule), and \(found) stands there")
        }

        mutating func value(depth: Int) throws(SpaceMistake) -> PlacedJSON {
            skipBlanks()
            let line = line
            guard depth < PlacedJSON.deepest else { throw mistake("values are nested too deeply") }
            switch next {
            case UInt8(ascii: "{"): return PlacedJSON(.object(try object(depth: depth)), line: line)
            case UInt8(ascii: "["): return PlacedJSON(.list(try list(depth: depth)), line: line)
            case .quote: return PlacedJSON(.text(try text()), line: line)
            default: return PlacedJSON(try word(), line: line)
            }
        }

        /// Whether another member comes, behind a comma; steps over what closes.
        private mutating func another(_ isFirst: Bool, closing: UInt8) throws(SpaceMistake) -> Bool {
            skipBlanks()
            if next == closing {
                offset += 1
                return false
            }
            if isFirst { return true }
            guard next == .comma else { throw mistake("a comma or '\(Character(UnicodeScalar(closing)))' was expected") }
            offset += 1
            skipBlanks()
            guard next != closing else { throw mistake("a value was expected behind the comma") }
            return true
        }

        private mutating func object(depth: Int) throws(SpaceMistake) -> [(key: String, value: PlacedJSON)] {
            offset += 1
            var entries: [(key: String, value: PlacedJSON)] = []
            while try another(entries.isEmpty, closing: UInt8(ascii: "}")) {
                guard next == .quote else { throw mistake("a key in quotes was expected") }
                let key = try text()
                skipBlanks()
                guard next == UInt8(ascii: ":") else { throw mistake("a colon was expected behind the key '\(key.escaped(limit: 40))'") }
                offset += 1
                entries.append((key, try value(depth: depth + 1)))
            }
            return entries
        }

        private mutating func list(depth: Int) throws(SpaceMistake) -> [PlacedJSON] {
            offset += 1
            var entries: [PlacedJSON] = []
            while try another(entries.isEmpty, closing: UInt8(ascii: "]")) { entries.append(try value(depth: depth + 1)) }
            return entries
        }

        private mutating func text() throws(SpaceMistake) -> String {
            let start = offset
            var hasEscapes = false
            offset += 1
            while let byte = next, byte != .quote, byte != .newline {
                if byte == UInt8(ascii: "\\") {
                    hasEscapes = true
                    offset += 1
                }
                offset += 1
            }
            guard next == .quote else {
                offset = start
                throw mistake("the quote that is opened here is not closed on its line")
            }
            offset += 1
            // Few texts hold what must be decoded.
            if !hasEscapes, let text = String(bytes: bytes[start + 1..<offset - 1], encoding: .utf8) { return text }
            if let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<offset])) { return text }
            offset = start
            throw mistake("a text was expected")
        }

        private mutating func word() throws(SpaceMistake) -> Value {
            let start = offset
            while let byte = next,
                byte.isDigit || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || [.point, UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
            {
                offset += 1
            }
            let word = String(decoding: bytes[start..<offset], as: UTF8.self)
            switch word {
            case "true": return .truth(true)
            case "false": return .truth(false)
            case "null": return .null
            default:
                if word.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#) != nil { return .number(word) }
                offset = start
                throw mistake("a value was expected")
            }
        }
    }
}
