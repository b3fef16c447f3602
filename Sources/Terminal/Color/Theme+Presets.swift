extension Theme {
    // The hues follow Okabe and Ito (2008): sky blue, orange, bluish green, vermilion. Their lightness was searched for such that
    // under simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009) any two of the four stay apart,
    // also after rounding to 256 and 16 colours; the tests say how far.

    /// The default.
    public static let dark = Theme(
        name: .dark, background: Color(hex: 0x0F1318), surface: Color(hex: 0x1B222B), text: Color(hex: 0xD9DEE5),
        faint: Color(hex: 0x8592A1), rule: Color(hex: 0x2E3742), state: Color(hex: 0x5DC2F4),
        guidance: Color(hex: 0xECA225), truth: Color(hex: 0x49A780), focus: Color(hex: 0xFFFFFF),
        warning: Color(hex: 0xEA5E2E))

    /// For bright rooms and projectors: the same three hues, darkened.
    public static let light = Theme(
        name: .light, background: Color(hex: 0xFBFAF7), surface: Color(hex: 0xEFEEEA), text: Color(hex: 0x22272E),
        faint: Color(hex: 0x5E6772), rule: Color(hex: 0xCBCFD4), state: Color(hex: 0x1062A4),
        guidance: Color(hex: 0x9B570D), truth: Color(hex: 0x114016), focus: Color(hex: 0x000000),
        warning: Color(hex: 0x971B4F))

    /// Text at the strongest contrast there is, secondary text still at 7:1.
    public static let contrast = Theme(
        name: .contrast, background: Color(hex: 0x000000), surface: Color(hex: 0x1C1C1C),
        text: Color(hex: 0xFFFFFF), faint: Color(hex: 0xCFCFCF), rule: Color(hex: 0x8C8C8C),
        state: Color(hex: 0x6FC1FB), guidance: Color(hex: 0xFAC354), truth: Color(hex: 0x07EFB5),
        focus: Color(hex: 0xFFFF66), warning: Color(hex: 0xFC8A62))

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
