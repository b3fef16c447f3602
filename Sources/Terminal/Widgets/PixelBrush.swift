/// How pixels are drawn: two in a character (half blocks) where there are colours and Unicode, one in two characters elsewhere, as a ground of
/// colour or as a shade of characters.
public struct PixelBrush: Sendable {
    public let level: ColorLevel
    public let glyphs: GlyphSet
    public let isGrey: Bool

    public init(level: ColorLevel, glyphs: GlyphSet, isGrey: Bool) { (self.level, self.glyphs, self.isGrey) = (level, glyphs, isGrey) }

    private var hasHalves: Bool { level > .mono && glyphs == .unicode }

    public func columns(of size: Int) -> Int { hasHalves ? size : 2 * size }
    public func rows(of size: Int) -> Int { hasHalves ? (size + 1) / 2 : size }

    /// - Parameter size: pixels along each side
    public func draw(on canvas: inout Canvas, left: Int, top: Int = 0, size: Int, _ color: (_ row: Int, _ column: Int) -> Color) {
        for row in stride(from: 0, to: size, by: hasHalves ? 2 : 1) {
            for column in 0..<size {
                if hasHalves {
                    let upper = shown(color(row, column)), lower = row + 1 < size ? shown(color(row + 1, column)) : .default
                    canvas[left + column, top + row / 2] = Glyph("▀", Style(upper, on: lower))
                    continue
                }
                let pixel = color(row, column)
                for half in 0..<2 {
                    let place = left + 2 * column + half
                    canvas[place, top + row] = level == .mono ? Glyph(shade(pixel)) : Glyph(" ", Style(on: shown(pixel)))
                }
            }
        }
    }

    /// The colour that the terminal has, so that two pixels that look the same there are the same.
    private func shown(_ color: Color) -> Color {
        switch level {
        case .trueColor, .mono: return color
        case .sixteen where isGrey:
            // Of the sixteen only these four are greys.
            let greys = [0, 8, 7, 15].map { Palette.color(at: $0) }, value = Int(color.red)
            return greys.min { abs(Int($0.red) - value) < abs(Int($1.red) - value) } ?? color
        case .sixteen, .twoFiftySix: return Palette.nearestIndex(to: color, level: level).map { Palette.color(at: $0) } ?? color
        }
    }

    /// The darker, the less ink, as on a dark terminal.
    private func shade(_ color: Color) -> Unicode.Scalar {
        let ramp = Array((glyphs == .unicode ? " ░▒▓█" : " .:-=+*#%@").unicodeScalars)
        let light = (0.299 * Double(color.red) + 0.587 * Double(color.green) + 0.114 * Double(color.blue)) / 256
        return ramp[min(Int(light * Double(ramp.count)), ramp.count - 1)]
    }
}
