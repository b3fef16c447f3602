/// Columns for how often values fall in bins of equal width, and a curve to hold them against.
public struct Histogram: Widget {
    public var counts: [Double]
    /// What the counts should be, for example under the exact distribution, drawn as points over the columns.
    public var expected: [Double]
    /// Text under the first and the last bin.
    public var lowLabel: String
    public var highLabel: String
    public var hue: Color
    public var theme: Theme

    public init(
        _ counts: [Double], expected: [Double] = [], lowLabel: String = "", highLabel: String = "", hue: Color,
        theme: Theme
    ) {
        self.counts = counts
        self.expected = expected
        self.lowLabel = lowLabel
        self.highLabel = highLabel
        self.hue = hue
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let hasLabels = !(lowLabel.isEmpty && highLabel.isEmpty) && rect.height > 1
        let area = hasLabels ? rect.inset(bottom: 1) : rect
        let peak = (counts + expected).filter(\.isFinite).max() ?? 0
        if peak > 0, !area.isEmpty {
            for column in 0..<area.width {
                drawColumn(column, on: &canvas, in: area, peak: peak)
            }
        }
        guard hasLabels else { return }
        let end = canvas.put(lowLabel.truncated(to: rect.width), at: rect.x, rect.bottom - 1, theme.faintStyle)
        if end + 1 + CharacterWidth.columns(of: highLabel) <= rect.right {
            canvas.put(highLabel, endingAt: rect.right, rect.bottom - 1, theme.faintStyle)
        }
    }

    /// One column of cells: the bin it lies in, or, with more bins than columns, the mean of those it stands for.
    private func drawColumn(_ column: Int, on canvas: inout Canvas, in area: Rect, peak: Double) {
        func height(_ bins: [Double]) -> Double? {
            guard !bins.isEmpty else { return nil }
            let from = column * bins.count / area.width
            let to = max((column + 1) * bins.count / area.width, from + 1)
            let stretch = bins[from..<min(to, bins.count)].filter(\.isFinite)
            guard !stretch.isEmpty else { return nil }
            return stretch.reduce(0, +) / Double(stretch.count) / peak
        }
        let x = area.x + column
        if let share = height(counts), share > 0 {
            let eighths = (share * Double(area.height * 8)).rounded(into: 1...area.height * 8)
            canvas.column(of: eighths, at: x, above: area.bottom, Style(hue))
        }
        if let share = height(expected), share > 0 {
            let row = (share * Double(area.height) - 0.5).rounded(into: 0...area.height - 1)
            let y = area.bottom - 1 - row
            let isOverColumn = canvas[x, y].scalar == "█"
            // A point on a full column would hide it: there the column becomes the point's ground.
            canvas.place("•", at: x, y, isOverColumn ? Style(theme.truth, on: hue).bold : Style(theme.truth).bold)
        }
    }
}
