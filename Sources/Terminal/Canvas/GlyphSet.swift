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
        for index in cells.indices {
            guard let scalar = cells[index].scalar, !scalar.isASCII, let pair = ASCII.pair(for: scalar) else { continue }
            plain.spell(pair, at: index)
        }
        return plain
    }

    /// Two characters for one, where a blank of the same row is free beside it.
    private mutating func spell(_ pair: (Unicode.Scalar, Unicode.Scalar), at index: Int) {
        let (x, y) = (index % width, index / width)
        func isFree(_ x: Int) -> Bool { x >= 0 && x < width && self[x, y].scalar == " " }
        guard let start = isFree(x + 1) ? x : isFree(x - 1) ? x - 1 : nil else { return }
        let ink = self[x, y].style
        for (place, scalar) in [(start, pair.0), (start + 1, pair.1)] {
            let ground = self[place, y].style.background
            self[place, y] = Glyph(scalar, ink.on(ground))
        }
    }
}
