/// The character at the start of bytes that may be anything.
struct UTF8Start {
    /// The scalar, if the bytes start with a whole, valid one.
    private(set) var scalar: Unicode.Scalar?
    /// Bytes of the scalar; without one, of what is invalid and can be dropped.
    private(set) var length = 0
    /// Whether the bytes could become a scalar if more came.
    private(set) var isIncomplete = false

    init(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else { return }
        let needed = Self.length(first)
        guard needed > 0 else {
            length = 1
            return
        }
        let present = bytes.prefix(needed)
        for byte in present.dropFirst() {
            length += 1
            if byte & 0xC0 != 0x80 { return }
        }
        length = present.count
        guard present.count == needed else {
            isIncomplete = true
            return
        }
        scalar = Self.scalar(present)
    }

    private static func length(_ first: UInt8) -> Int {
        switch first {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    /// Nil for overlong forms, surrogates, what is above U+10FFFF, and the control characters U+0080…U+009F.
    private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard let first = bytes.first else { return nil }
        if bytes.count == 1 { return Unicode.Scalar(first) }
        var value = UInt32(first) & (0x7F >> UInt32(bytes.count))
        for byte in bytes.dropFirst() { value = value << 6 | UInt32(byte & 0x3F) }
        let least: UInt32 = bytes.count == 2 ? 0xA0 : bytes.count == 3 ? 0x800 : 0x10000
        return value < least ? nil : Unicode.Scalar(value)
    }
}
