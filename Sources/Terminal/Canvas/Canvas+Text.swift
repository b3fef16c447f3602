extension Canvas {
    /// Puts text on one row from column `x`, and returns the column after its end (also when that is clipped).
    ///
    /// A background of `.default` keeps the background that is there. Tabs and line ends are drawn as one space,
    /// other control characters as U+FFFD. Variation selectors and joiners are dropped: terminals disagree on them.
    @discardableResult
    public mutating func put(_ text: String, at x: Int, _ y: Int, _ style: Style = .plain) -> Int {
        let limit = 1_000_000
        var column = min(max(x, -limit), limit)
        var marks = 0
        for scalar in text.unicodeScalars {
            if scalar == "\t" || scalar == "\n" || scalar == "\r" {
                place(" ", at: column, y, style)
                column += 1
                continue
            }
            let columns = CharacterWidth.columns(of: scalar) ?? 1
            if columns == 0 {
                marks += 1
                if marks <= Glyph.mostMarks { attach(scalar, before: column, y) }
            } else {
                marks = 0
                place(scalar, at: column, y, style)
                column += columns
            }
        }
        return column
    }

    /// Puts text so that it ends before column `right`; returns the column it starts at.
    @discardableResult
    public mutating func put(_ text: String, endingAt right: Int, _ y: Int, _ style: Style = .plain) -> Int {
        let start = min(max(right, -1_000_000), 1_000_000) - CharacterWidth.columns(of: text)
        put(text, at: start, y, style)
        return start
    }

    /// Puts text in the middle of a row of `rect`, cut to its width.
    public mutating func put(_ text: String, centeredIn rect: Rect, row: Int = 0, _ style: Style = .plain) {
        let cut = text.truncated(to: rect.width)
        clipped(to: rect) {
            $0.put(cut, at: rect.x + (rect.width - CharacterWidth.columns(of: cut)) / 2, rect.y + row, style)
        }
    }

    /// Fills a rectangle with a glyph, background included. Wide glyphs are not tiled: they fill with blanks.
    public mutating func fill(_ rect: Rect, with glyph: Glyph) {
        let area = rect.intersection(clip)
        let fill = glyph.isWide ? Glyph.blank.styled(glyph.style) : glyph
        for y in area.y..<area.bottom {
            for x in area.x..<area.right { self[x, y] = fill }
        }
    }

    /// Fills a rectangle with blanks of a background.
    public mutating func fill(_ rect: Rect, background: Color) {
        fill(rect, with: Glyph(" ", Style(on: background)))
    }

    /// One scalar that takes a column or two, on the background that is there if the style has none.
    mutating func place(_ scalar: Unicode.Scalar, at x: Int, _ y: Int, _ style: Style) {
        guard clip.contains(x: x, y: y) else { return placeRightHalf(of: scalar, at: x, y, style) }
        let kept = style.background.isDefault ? style.on(self[x, y].style.background) : style
        self[x, y] = Glyph(scalar, kept)
    }

    /// A wide character whose left half is clipped shows a blank for its right half.
    private mutating func placeRightHalf(of scalar: Unicode.Scalar, at x: Int, _ y: Int, _ style: Style) {
        guard clip.contains(x: x + 1, y: y), CharacterWidth.columns(of: scalar) == 2 else { return }
        place(" ", at: x + 1, y, style)
    }

    private mutating func attach(_ mark: Unicode.Scalar, before column: Int, _ y: Int) {
        guard !CharacterWidth.isInvisible(mark) else { return }
        let left = self[column - 1, y].isContinuation ? column - 2 : column - 1
        guard clip.contains(x: left, y: y) else { return }
        addMark(at: left, y, mark)
    }
}
