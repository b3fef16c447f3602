/// A colour of a cell: the terminal's own default, or red, green and blue of 0–255 each (sRGB).
///
/// Packed in one word, so that cells are compared and copied quickly.
public struct Color: Hashable, Sendable {
    let packed: UInt32
    private static let opaque: UInt32 = 0xFF00_0000

    /// Whatever the terminal uses when told nothing. As a background it means "leave what is there" when drawing.
    public static let `default` = Color(packed: 0)

    private init(packed: UInt32) { self.packed = packed }

    /// A colour from its three sRGB components.
    public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        packed = Self.opaque | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }

    /// A colour as people write it: `Color(hex: 0x56B4E9)`. Bits above the lowest 24 are ignored.
    public init(hex: UInt32) { packed = Self.opaque | (hex & 0xFF_FFFF) }

    public var isDefault: Bool { packed == 0 }
    public var red: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
    public var green: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) }
    public var blue: UInt8 { UInt8(truncatingIfNeeded: packed) }

    /// The 24 bits `0xRRGGBB`, or nil for the terminal's default.
    public var hex: UInt32? { isDefault ? nil : packed & 0xFF_FFFF }
}

extension Color: CustomStringConvertible {
    /// `#rrggbb`, or `default`.
    public var description: String {
        guard let hex else { return "default" }
        let digits = String(hex, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
