/// The characters a terminal can show.
public enum GlyphSet: String, Hashable, Sendable, CaseIterable {
    case unicode, ascii

    /// What a locale promises: `LC_ALL`, else `LC_CTYPE`, else `LANG` decides, as POSIX has it; only UTF-8 is Unicode.
    /// Empty values count as unset. Terminals of the Linux console family (`TERM=linux`) have too few glyphs.
    public init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let charset = locale.lowercased().replacingDashes
        self = charset.contains("utf8") && environment["TERM"] != "linux" ? .unicode : .ascii
    }
}

extension String {
    fileprivate var replacingDashes: String { filter { $0 != "-" } }
}

extension Canvas {
    /// The same screen with the characters a terminal has. Every cell keeps its style, and text keeps its columns:
    /// a wide character becomes a stand-in and a space.
    public func degraded(to set: GlyphSet) -> Canvas {
        guard set == .ascii else { return self }
        var plain = self
        plain.mapGlyphs { glyph in
            if glyph.isContinuation { return glyph.replaced(by: " ") }
            guard let scalar = glyph.scalar else { return glyph }
            return glyph.replaced(by: ASCII.nearest(to: scalar))
        }
        return plain
    }
}
