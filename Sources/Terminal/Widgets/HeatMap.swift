/// A matrix as a grid of coloured cells. Without colours, shades and signs take their place.
public struct HeatMap: Widget {
    public enum Scale: Hashable, Sendable {
        /// −1…1, through the ground at 0: guidance's hue below, state's above.
        case diverging
        /// 0…1, brightness of one hue.
        case strength(Color)
    }

    /// A cell of the matrix.
    public struct Cell: Hashable, Sendable {
        public var row: Int
        public var column: Int
        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// Row by row; rows may differ in length. NaN leaves a cell empty.
    public var values: [[Double]]
    public var scale: Scale
    public var rowLabels: [String]
    public var columnLabels: [String]
    /// A character in the middle of a cell, such as the mark of the decoded choice.
    public var marks: [Cell: Character]
    /// The cell the cursor is on.
    public var selected: Cell?
    /// Columns of the screen a cell takes; as many as fit, up to this.
    public var cellWidth: Int
    public var theme: Theme

    public init(
        _ values: [[Double]], scale: Scale = .diverging, rowLabels: [String] = [], columnLabels: [String] = [],
        marks: [Cell: Character] = [:], selected: Cell? = nil, cellWidth: Int = 4, theme: Theme
    ) {
        self.values = values
        self.scale = scale
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.marks = marks
        self.selected = selected
        self.cellWidth = min(max(cellWidth, 1), 64)
        self.theme = theme
    }

    private var columnCount: Int { values.map(\.count).max() ?? 0 }

    /// Where the cells are and how wide each is; labels take the rest, and give way first.
    private func layout(in rect: Rect) -> (grid: Rect, cell: Int) {
        let count = max(columnCount, 1)
        let labelWidth = rowLabels.map(CharacterWidth.columns(of:)).max().map { $0 + 1 } ?? 0
        let left = labelWidth + count <= rect.width ? labelWidth : 0
        let top = !columnLabels.isEmpty && rect.height > 1 ? 1 : 0
        let grid = rect.inset(left: left, top: top)
        return (grid, min(cellWidth, max(grid.width / count, 1)))
    }

    /// The cell under a place on the screen, for the mouse.
    public func cell(atColumn x: Int, row y: Int, in rect: Rect) -> Cell? {
        let (grid, width) = layout(in: rect)
        guard grid.contains(x: x, y: y) else { return nil }
        let cell = Cell(row: y - grid.y, column: (x - grid.x) / width)
        return values[ifPresent: cell.row]?[ifPresent: cell.column] == nil ? nil : cell
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let (grid, width) = layout(in: rect)
        if grid.y > rect.y {
            for (column, label) in columnLabels.prefix(columnCount).enumerated() {
                let area = Rect(x: grid.x + column * width, y: rect.y, width: width, height: 1)
                canvas.put(label.truncated(to: max(width - 1, 1)), centeredIn: area, theme.faintStyle)
            }
        }
        for (row, line) in values.prefix(grid.height).enumerated() {
            if grid.x > rect.x, let label = rowLabels[ifPresent: row] {
                let isSelected = selected?.row == row
                canvas.put(label, at: rect.x, grid.y + row, isSelected ? theme.textStyle : theme.faintStyle)
            }
            for (column, value) in line.enumerated() {
                let area = Rect(x: grid.x + column * width, y: grid.y + row, width: width, height: 1)
                draw(value, Cell(row: row, column: column), on: &canvas, in: area.intersection(grid))
            }
        }
    }

    private func draw(_ value: Double, _ cell: Cell, on canvas: inout Canvas, in area: Rect) {
        guard !area.isEmpty else { return }
        let mark = marks[cell].map(String.init) ?? ""
        let isSelected = selected == cell
        var style = Style.plain
        if value.isFinite {
            if theme.isMonochrome {
                canvas.fill(area, with: Glyph(Blocks.shade(abs(value))))
                // Shades have no sign.
                if value < -0.125, scale == .diverging { canvas.place("−", at: area.x, area.y, .plain) }
            } else {
                let color = scaleColor(value)
                canvas.fill(area, background: color)
                style = Style(color.mostReadable(of: [theme.text, theme.background]) ?? theme.text)
            }
        }
        if !mark.isEmpty { canvas.put(mark, centeredIn: area, style.bold) }
        guard isSelected else { return }
        if theme.isMonochrome {
            for x in area.x..<area.right { canvas.restyle(x: x, y: area.y) { $0.reverse } }
        } else if area.width > 1 {
            canvas.place("▏", at: area.x, area.y, Style(theme.focus))
            canvas.place("▕", at: area.right - 1, area.y, Style(theme.focus))
        } else {
            canvas.restyle(x: area.x, y: area.y) { $0.on(theme.focus) }
        }
    }

    private func scaleColor(_ value: Double) -> Color {
        switch scale {
        case .diverging: theme.diverging(value)
        case .strength(let hue): theme.ramp(hue, value)
        }
    }
}
