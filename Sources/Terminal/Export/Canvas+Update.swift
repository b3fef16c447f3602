extension Canvas {
    /// The ANSI (ECMA-48) text, in 24-bit colours, that turns a terminal that shows `before` into one that shows this canvas: the
    /// changed cells, each run of them with its place and what is new in its style. Without a `before` of the same size the
    /// terminal is cleared and drawn whole. Empty when nothing has changed.
    public func ansiUpdate(from before: Canvas?) -> String {
        let isFresh = before?.width != width || before?.height != height
        var text = isFresh ? "\u{1B}[0m\u{1B}[2J" : ""
        var style = Style.plain
        for y in 0..<height {
            var x = 0
            // The column the cursor is at in this row; nil while it is elsewhere.
            var cursor: Int?
            while x < width {
                let index = y * width + x
                let cell = cells[index]
                let columns = x + 1 < width && cells[index + 1].isContinuation ? 2 : 1
                defer { x += columns }
                let isSame = (0..<columns).allSatisfy { shows(before, isFresh, index + $0) }
                guard !isSame, !cell.isContinuation else { continue }
                if cursor != x { text += "\u{1B}[\(y + 1);\(x + 1)H" }
                text += cell.style.ansiChange(from: style)
                style = cell.style
                text += cell.text
                cursor = x + columns
            }
        }
        return style == .plain ? text : text + "\u{1B}[0m"
    }

    /// Whether a cell already looks as it should: as before, or blank on a cleared terminal.
    private func shows(_ before: Canvas?, _ isFresh: Bool, _ index: Int) -> Bool {
        if let before, !isFresh { return before.cells[index] == cells[index] }
        return cells[index] == .blank
    }
}

extension Style {
    /// "Select graphic rendition" from one style to another: what is new, or from a reset where attributes go.
    fileprivate func ansiChange(from before: Style) -> String {
        if self == before { return "" }
        var codes: [String] = []
        if attributes != before.attributes {
            codes = ["0"] + ansiCodes(level: .trueColor)
        } else {
            if foreground != before.foreground { codes.append(Self.code(foreground, normal: 38, reset: 39)) }
            if background != before.background { codes.append(Self.code(background, normal: 48, reset: 49)) }
        }
        return "\u{1B}[" + codes.joined(separator: ";") + "m"
    }

    private static func code(_ color: Color, normal: Int, reset: Int) -> String {
        color.isDefault ? "\(reset)" : "\(normal);2;\(color.red);\(color.green);\(color.blue)"
    }
}
