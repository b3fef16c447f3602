import CVTerm

extension VTermScreenCell {
    /// The cell as we draw it; nil when a wide character to its left covers it.
    func glyph(_ characters: FittedCharacters) -> Glyph? {
        let style = Style(Self.color(fg), on: Self.color(bg), attributes)
        let font = Int(attrs.font)
        guard chars.0 != 0, font & VTermRendition.hidden == 0 else { return Glyph(" ", style) }
        // The other half of a wide character that something was written over.
        guard chars.0 != dnag_vterm_covered() else { return nil }
        guard let scalar = characters.original(chars.0) else { return Glyph(" ", style) }
        var glyph = Glyph(scalar, style)
        guard !glyph.isWide || width == 2 else { return Glyph(" ", style) }
        // What stands behind the first zero is of another cell.
        for mark in [chars.1, chars.2].prefix(while: { $0 != 0 }) {
            if let mark = characters.original(mark) { glyph = glyph.marked(mark) }
        }
        // No attribute of ours strikes text through, but there is a mark that does.
        return attrs.strike != 0 && scalar != " " ? glyph.marked("\u{336}") : glyph
    }

    private var attributes: Style.Attributes {
        var found: Style.Attributes = []
        if attrs.bold != 0 { found.insert(.bold) }
        if Int(attrs.font) & VTermRendition.dim != 0 { found.insert(.dim) }
        if attrs.italic != 0 { found.insert(.italic) }
        if attrs.underline != 0 { found.insert(.underline) }
        if attrs.reverse != 0 { found.insert(.reverse) }
        return found
    }

    private static func color(_ color: VTermColor) -> Color {
        var color = color
        if dnag_vterm_is_default(&color) != 0 { return .default }
        if dnag_vterm_is_indexed(&color) != 0 { return Palette.color(at: color.indexed.idx) }
        return Color(color.rgb.red, color.rgb.green, color.rgb.blue)
    }
}
