import CVTerm

/// What is seen.
extension TerminalScreen {
    public var canvas: Canvas { canvas(of: Rect(width: width, height: height)) }

    /// A part of the screen.
    public func canvas(of part: Rect) -> Canvas {
        input.commit()
        input.flush()
        var canvas = Canvas(width: part.width, height: part.height)
        let screen = vterm_obtain_screen(terminal)
        var cell = VTermScreenCell()
        for y in 0..<canvas.height where (0..<height).contains(part.y + y) {
            for x in 0..<canvas.width where (0..<width).contains(part.x + x) {
                let position = VTermPos(row: Int32(part.y + y), col: Int32(part.x + x))
                guard vterm_screen_get_cell(screen, position, &cell) != 0 else { continue }
                if let glyph = cell.glyph(input.characters) { canvas[x, y] = glyph }
            }
        }
        return canvas
    }

    /// Where the next character goes; nil while the cursor is hidden.
    public var cursor: (x: Int, y: Int)? {
        guard input.written.isCursorVisible, width > 0, height > 0 else { return nil }
        let place = input.cursorPosition()
        return (min(max(place.x, 0), width - 1), min(max(place.y, 0), height - 1))
    }
}
