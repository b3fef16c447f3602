/// Columns for how often values fall in bins of equal width, and a curve to hold them against.
public struct Histogram: Widget {
    public var counts: [Double]
    /// What the counts should be, for example under the exact distribution, drawn as points over the columns.
    public var expected: [Double]
    /// What the counts would be otherwise, for example without guidance, drawn quietly behind them.
    public var reference: [Double]
    /// What the full height stands for; columns beyond it are cut. The greatest of all unless given.
    public var top: Double?
    /// Text under the first and the last bin.
    public var lowLabel: String
    public var highLabel: String
    public var hue: Color
    public var theme: Theme

    public init(
        _ counts: [Double], expected: [Double] = [], reference: [Double] = [], top: Double? = nil,
        lowLabel: String = "", highLabel: String = "", hue: Color, theme: Theme
    ) {
        self.counts = counts
        self.expected = expected
        self.reference = reference
        self.top = top
        self.lowLabel = lowLabel
        self.highLabel = highLabel
        self.hue = hue
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let hasLabels = !(lowLabel.isEmpty && highLabel.isEmpty) && rect.height > 1
        let area = hasLabels ? rect.inset(bottom: 1) : rect
        let peak = top ?? (counts + expected + reference).filter(\.isFinite).max() ?? 0
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
        point(height(reference), "·", theme.faintStyle, at: x, on: &canvas, in: area)
        point(height(expected), "•", Style(theme.truth).bold, at: x, on: &canvas, in: area)
    }

    private func point(
        _ share: Double?, _ mark: Unicode.Scalar, _ style: Style, at x: Int, on canvas: inout Canvas, in area: Rect
    ) {
        guard let share, share > 0 else { return }
        let row = (share * Double(area.height) - 0.5).rounded(into: 0...area.height - 1)
        let y = area.bottom - 1 - row
        // A point on a full column would hide it: there the column becomes the point's ground.
        let isOverColumn = canvas[x, y].scalar == "█"
        guard isOverColumn else { return canvas.place(mark, at: x, y, style) }
        canvas.place(mark, at: x, y, theme.isMonochrome ? style.reverse : style.on(hue))
    }
}
