import CVTerm

/// What is seen.
extension TerminalScreen {
    public var canvas: Canvas { canvas(of: Rect(width: width, height: height)) }

    /// A part of the screen.
    public func canvas(of part: Rect) -> Canvas {
        commit()
        flush()
        var canvas = Canvas(width: part.width, height: part.height)
        let screen = vterm_obtain_screen(terminal)
        var cell = VTermScreenCell()
        for y in 0..<canvas.height where (0..<height).contains(part.y + y) {
            for x in 0..<canvas.width where (0..<width).contains(part.x + x) {
                let position = VTermPos(row: Int32(part.y + y), col: Int32(part.x + x))
                guard vterm_screen_get_cell(screen, position, &cell) != 0 else { continue }
                if let glyph = cell.glyph(characters) { canvas[x, y] = glyph }
            }
        }
        return canvas
    }

    /// Where the next character goes; nil while the cursor is hidden.
    public var cursor: (x: Int, y: Int)? {
        guard written.isCursorVisible, width > 0, height > 0 else { return nil }
        let place = cursorPosition
        return (min(max(place.x, 0), width - 1), min(max(place.y, 0), height - 1))
    }

    var cursorPosition: (x: Int, y: Int) {
        commit()
        flush()
        var position = VTermPos()
        vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
        return (Int(position.col), Int(position.row))
    }

    /// libvterm's font at the moment: see `VTermRendition`.
    var font: Int {
        flush()
        var value = VTermValue()
        vterm_state_get_penattr(vterm_obtain_state(terminal), VTERM_ATTR_FONT, &value)
        return Int(value.number)
    }
}
