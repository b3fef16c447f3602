extension Theme {
    /// The default. The three hues are Okabe and Ito's sky blue, orange and bluish green (2008), which people with any
    /// of the common colour blindnesses tell apart; green is lightened to be read on a dark ground.
    public static let dark = Theme(
        name: .dark, background: Color(hex: 0x0F1318), surface: Color(hex: 0x1B222B), text: Color(hex: 0xD9DEE5),
        faint: Color(hex: 0x8592A1), rule: Color(hex: 0x2E3742), state: Color(hex: 0x56B4E9),
        guidance: Color(hex: 0xE69F00), truth: Color(hex: 0x22BE8F), focus: Color(hex: 0xFFFFFF),
        warning: Color(hex: 0xF0763C))

    /// For bright rooms and projectors: the same three hues, darkened.
    public static let light = Theme(
        name: .light, background: Color(hex: 0xFBFAF7), surface: Color(hex: 0xECEBE5), text: Color(hex: 0x22272E),
        faint: Color(hex: 0x5E6772), rule: Color(hex: 0xCBCFD4), state: Color(hex: 0x0063A6),
        guidance: Color(hex: 0xA05000), truth: Color(hex: 0x006B4C), focus: Color(hex: 0x000000),
        warning: Color(hex: 0xB0300F))

    /// Text at the strongest contrast there is, secondary text still at 7:1.
    public static let contrast = Theme(
        name: .contrast, background: Color(hex: 0x000000), surface: Color(hex: 0x262626),
        text: Color(hex: 0xFFFFFF), faint: Color(hex: 0xCFCFCF), rule: Color(hex: 0x8C8C8C),
        state: Color(hex: 0x6CC8FF), guidance: Color(hex: 0xFFB52E), truth: Color(hex: 0x3BE8AE),
        focus: Color(hex: 0xFFFF66), warning: Color(hex: 0xFF8A5C))

    /// No colour at all: bold, dim and reverse carry the meaning.
    public static let mono = Theme(
        name: .mono, background: .default, surface: .default, text: .default, faint: .default, rule: .default,
        state: .default, guidance: .default, truth: .default, focus: .default, warning: .default)

    /// The theme of a name.
    public static func named(_ name: Name) -> Theme {
        switch name {
        case .dark: .dark
        case .light: .light
        case .contrast: .contrast
        case .mono: .mono
        }
    }
}
