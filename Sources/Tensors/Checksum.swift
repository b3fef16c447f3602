/// FNV-1a with 64 bits (Fowler, Noll & Vo): every step is a bijection of the sum, so that a single changed byte never goes unnoticed.
public struct Checksum: Hashable, Sendable {
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init() {}

    public init(of bytes: some Sequence<UInt8>) { add(bytes) }

    public mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    /// Sixteen hexadecimal digits.
    public var text: String { Self.hexadecimal(value, digits: 16) }

    /// Eight hexadecimal digits: the two halves combined by exclusive or.
    public var folded: String { Self.hexadecimal((value ^ (value >> 32)) & 0xFFFF_FFFF, digits: 8) }

    private static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}
