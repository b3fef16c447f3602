/// Reads decimal numbers from bytes.
enum DecimalNumber {
    /// The double nearest to a decimal number such as `-12.5e3`; nil when the bytes are anything else.
    /// Infinities and NaN are numbers here, as in `Double(_: String)`, but hexadecimal is not.
    ///
    /// Up to 15 digits and |exponent| ≤ 22 are exact in one division or product (Clinger, "How to read floating point
    /// numbers accurately", 1990); the rest goes to the standard library.
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        if let value = parseShort(bytes) { return value }
        // The library stops at a NUL as if the text ended there, and knows hexadecimal.
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 | 0x20 != UInt8(ascii: "x") }) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self))
    }

    private static func parseShort(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var digits = 0
        var decimals = 0
        var mantissa: Int64 = 0
        var pointSeen = false
        let isNegative = bytes.first == UInt8(ascii: "-")
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            if byte.isDigit {
                digits += 1
                if pointSeen { decimals += 1 }
                guard digits <= 15 else { return nil }
                mantissa = mantissa * 10 + Int64(byte - .zero)
            } else if byte == UInt8(ascii: "."), !pointSeen {
                pointSeen = true
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        let magnitude = Double(mantissa) / powerOfTen(decimals)
        return isNegative ? -magnitude : magnitude
    }

    /// Exact for the 15 decimals there can be.
    private static func powerOfTen(_ exponent: Int) -> Double {
        var power: Int64 = 1
        for _ in 0..<exponent { power *= 10 }
        return Double(power)
    }
}
