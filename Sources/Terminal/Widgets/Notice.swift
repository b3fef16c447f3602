/// A short message in the upper right of its rectangle, over what is there.
public struct Notice: Widget {
    public enum Kind: Hashable, Sendable { case information, warning }

    public var text: String
    public var kind: Kind
    public var theme: Theme

    public init(_ text: String, _ kind: Kind = .information, theme: Theme) {
        self.text = text
        self.kind = kind
        self.theme = theme
    }

    /// What the message covers: the foot of a rectangle, over its whole width and as many rows as it takes.
    public func frame(in rect: Rect) -> Rect {
        let height = min(text.wrapped(to: rect.width - 4).count, rect.height)
        return Rect(x: rect.x, y: rect.bottom - height, width: rect.width, height: height)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let frame = frame(in: rect)
        let style = theme.isMonochrome ? Style().reverse : Style(theme.text, on: theme.surface)
        canvas.fill(frame, with: Glyph(" ", style))
        let mark = kind == .warning ? Style(theme.warning).bold : Style(theme.state).bold
        for (row, line) in text.wrapped(to: frame.width - 4).prefix(frame.height).enumerated() {
            if theme.isMonochrome {
                canvas.put(kind == .warning && row == 0 ? "!" : " ", at: frame.x, frame.y + row, style)
            } else {
                canvas.put("▎", at: frame.x, frame.y + row, mark)
            }
            canvas.put(line, at: frame.x + 2, frame.y + row, style)
        }
    }
}
