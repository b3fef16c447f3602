/// What one cell shows: a character with up to two combining marks, and its style.
///
/// A plain value without references, so that frames are compared and copied without allocation.
public struct Glyph: Hashable, Sendable {
    /// The character's scalar; 0 in the right half of a wide character, whose left half holds it.
    let base: UInt32
    let mark1: UInt32
    let mark2: UInt32
    public var style: Style

    /// Marks that one character bears.
    static let mostMarks = 2
    static let replacement: Unicode.Scalar = "\u{FFFD}"

    private init(base: UInt32, mark1: UInt32, mark2: UInt32, style: Style) {
        self.base = base
        self.mark1 = mark1
        self.mark2 = mark2
        self.style = style
    }

    /// A character; what must not reach a terminal becomes U+FFFD, and a lone combining mark stands on a space.
    public init(_ scalar: Unicode.Scalar, _ style: Style = .plain) {
        switch CharacterWidth.columns(of: scalar) {
        case nil: self.init(base: Self.replacement.value, mark1: 0, mark2: 0, style: style)
        case 0: self.init(base: 0x20, mark1: scalar.value, mark2: 0, style: style)
        default: self.init(base: scalar.value, mark1: 0, mark2: 0, style: style)
        }
    }

    public static let blank = Glyph(" ")

    /// The right half of a wide character.
    static func continuation(_ style: Style) -> Glyph { Glyph(base: 0, mark1: 0, mark2: 0, style: style) }

    /// The same glyph with one more combining mark; marks beyond the second are dropped.
    func marked(_ scalar: Unicode.Scalar) -> Glyph {
        guard !isContinuation else { return self }
        if mark1 == 0 { return Glyph(base: base, mark1: scalar.value, mark2: 0, style: style) }
        if mark2 == 0 { return Glyph(base: base, mark1: mark1, mark2: scalar.value, style: style) }
        return self
    }

    /// Whether this is the right half of the wide character to its left.
    public var isContinuation: Bool { base == 0 }

    public var isWide: Bool { base >= 0x1100 && scalar.flatMap(CharacterWidth.columns(of:)) == 2 }

    /// Whether nothing is seen of it but its ground.
    var isBlank: Bool { base == 0x20 && mark1 == 0 && style.attributes.isDisjoint(with: [.underline, .reverse]) }

    /// The character without its marks; nil in a right half.
    public var scalar: Unicode.Scalar? { base == 0 ? nil : Unicode.Scalar(base) }

    /// The character with its marks; empty in a right half.
    public var text: String {
        var text = String.UnicodeScalarView()
        for value in [base, mark1, mark2] where value != 0 {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }

    func styled(_ style: Style) -> Glyph { Glyph(base: base, mark1: mark1, mark2: mark2, style: style) }

    /// Another character in the same style.
    func replaced(by scalar: Unicode.Scalar) -> Glyph { Glyph(scalar, style) }
}
