/// How text from outside (files, names, arguments, what programs print) is shown: nothing in it can move a cursor, reorder a line or
/// pass for another text.
extension StringProtocol {
    /// The start of the text on one line, to be quoted in a message or shown in a table: control characters, line breaks, direction
    /// overrides, invisible characters and what could not be decoded stand there as `\n` or `\u{1B}`.
    ///
    /// Escaping what is escaped changes nothing. Costs the same however long the text is.
    /// - Parameter limit: as many characters at most, the last of them `…` where something is left out
    public func escaped(limit: Int = 80) -> String {
        shown(limit: limit, keepsLines: false)
    }

    /// The text with its line breaks as they are and everything else as in `escaped`: messages and reports of several lines.
    /// - Parameter limit: as many characters at most, the last of them `…` where something is left out
    public func escapedLines(limit: Int = .max) -> String {
        shown(limit: limit, keepsLines: true)
    }

    private func shown(limit: Int, keepsLines: Bool) -> String {
        var text = String.UnicodeScalarView()
        var count = 0, marks = Escape.marksOfOneLetter, lastFit = text.endIndex
        for scalar in unicodeScalars {
            // A mark needs a letter to stand on, and a letter bears only so many.
            let isMark = Escape.isMark(scalar)
            marks = isMark ? marks + 1 : 0
            let isPlain = keepsLines && scalar == "\n" || (isMark ? marks <= Escape.marksOfOneLetter : Escape.isPlain(scalar))
            let piece = isPlain ? nil : Escape.sequence(for: scalar)
            let length = piece?.count ?? 1
            guard length <= limit - count else {
                guard limit > 0 else { return "" }
                return String(text[..<lastFit]) + "…"
            }
            if let piece { text.append(contentsOf: piece.unicodeScalars) } else { text.append(scalar) }
            count += length
            if count < limit { lastFit = text.endIndex }
        }
        return String(text)
    }
}

extension Sequence where Element == UInt8 {
    /// As `String.escaped`, of bytes that may be no text at all: those that cannot be decoded stand there as `\xFF`.
    ///
    /// Looks at the first `4 · limit` bytes only.
    public func escaped(limit: Int = 80) -> String {
        let start = Array(prefix(4 * Swift.max(limit, 0) + 4))
        var decoder = UTF8(), bytes = start.makeIterator(), text = String.UnicodeScalarView(), place = 0
        while true {
            switch decoder.decode(&bytes) {
            case .scalarValue(let scalar):
                text.append(scalar)
                place += UTF8.width(scalar)
            case .emptyInput: return String(text).escaped(limit: limit)
            case .error:
                text.append(contentsOf: "\\x\(Escape.hexadecimal(UInt32(start[place])))".unicodeScalars)
                place += 1
                decoder = UTF8()
                bytes = Array(start[place...]).makeIterator()
            }
        }
    }
}

private enum Escape {
    static let marksOfOneLetter = 4

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }

    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if (0x20..<0x7F).contains(scalar.value) { return true }
        // U+FFFD is what decoding makes of bytes that are no text.
        if scalar.value < 0xA0 || scalar.value == 0xFFFD { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
        default: return !scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    static func sequence(for scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(hexadecimal(scalar.value))}"
        }
    }

    static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
