/// Titles in a row, one of them chosen. What does not fit is cut, but never the chosen one.
public struct Tabs: Widget {
    public var titles: [String]
    public var selected: Int
    public var theme: Theme
    /// Columns between two titles.
    public var gap: Int

    public init(_ titles: [String], selected: Int, theme: Theme, gap: Int = 3) {
        self.titles = titles
        self.selected = selected
        self.theme = theme
        self.gap = gap
    }

    /// The columns each title takes; the row starts late enough for the chosen one to be seen.
    private func spans(in rect: Rect) -> [Range<Int>] {
        var x = 0
        var spans = titles.map { title in
            let span = x..<x + CharacterWidth.columns(of: title)
            x = span.upperBound + gap
            return span
        }
        let overflow = max((spans[ifPresent: selected]?.upperBound ?? 0) - rect.width, 0)
        let shift = min(overflow, spans[ifPresent: selected]?.lowerBound ?? 0)
        spans = spans.map { rect.x + $0.lowerBound - shift..<rect.x + $0.upperBound - shift }
        return spans
    }

    /// The title under a column, for the mouse.
    public func index(atColumn x: Int, in rect: Rect) -> Int? {
        guard x >= rect.x, x < rect.right else { return nil }
        return spans(in: rect).firstIndex { $0.contains(x) }
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        for (index, (title, span)) in zip(titles, spans(in: rect)).enumerated() {
            let style = index == selected ? theme.focusStyle.underline : theme.faintStyle
            canvas.put(title, at: span.lowerBound, rect.y, style)
        }
    }
}
