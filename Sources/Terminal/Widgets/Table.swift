/// Rows of text in aligned columns, with a selection that stays in view.
public struct Table: Widget {
    public struct Column: Sendable {
        public var title: String
        public var span: Span
        public var isAlignedRight: Bool

        public init(_ title: String = "", _ span: Span = .flexible(), alignedRight: Bool = false) {
            self.title = title
            self.span = span
            isAlignedRight = alignedRight
        }
    }

    public struct Cell: Sendable {
        public var text: String
        /// The theme's text unless given.
        public var style: Style?

        public init(_ text: String, _ style: Style? = nil) {
            self.text = text
            self.style = style
        }
    }

    public var columns: [Column]
    public var rows: [[Cell]]
    public var selected: Int?
    public var gap: Int
    public var theme: Theme

    public init(_ columns: [Column], rows: [[Cell]], selected: Int? = nil, gap: Int = 2, theme: Theme) {
        self.columns = columns
        self.rows = rows
        self.selected = selected
        self.gap = gap
        self.theme = theme
    }

    private func hasTitles(in rect: Rect) -> Bool {
        rect.height > 1 && columns.contains { !$0.title.isEmpty }
    }

    /// The rows that are in view: all from the first, or as far down as it takes to see the selected one.
    public func visibleRows(in rect: Rect) -> Range<Int> {
        let room = max(rect.height - (hasTitles(in: rect) ? 1 : 0), 0)
        guard rows.count > room else { return 0..<rows.count }
        let wanted = min(max(selected ?? 0, 0), rows.count - 1)
        // In the middle where possible, so that what comes next can be seen either way.
        let first = min(max(wanted - room / 2, 0), rows.count - room)
        return first..<first + room
    }

    /// The row under a line of the screen, for the mouse.
    public func row(at y: Int, in rect: Rect) -> Int? {
        let visible = visibleRows(in: rect)
        let top = rect.y + (hasTitles(in: rect) ? 1 : 0)
        guard y >= top, y - top < visible.count else { return nil }
        return visible.lowerBound + y - top
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let places = rect.columns(columns.map(\.span), gap: gap)
        var y = rect.y
        if hasTitles(in: rect) {
            for (column, place) in zip(columns, places) {
                let title = column.title.padded(to: place.width, alignedRight: column.isAlignedRight)
                canvas.put(title, at: place.x, y, theme.faintStyle)
            }
            y += 1
        }
        for index in visibleRows(in: rect) {
            let isSelected = index == selected
            if isSelected {
                canvas.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), with: Glyph(" ", theme.selectionStyle))
            }
            for ((cell, column), place) in zip(zip(rows[index], columns), places) {
                let text = cell.text.padded(to: place.width, alignedRight: column.isAlignedRight)
                let style = isSelected ? cell.style.map(theme.selected) ?? theme.selectionStyle : cell.style ?? theme.textStyle
                canvas.put(text, at: place.x, y, style)
            }
            y += 1
        }
    }
}
