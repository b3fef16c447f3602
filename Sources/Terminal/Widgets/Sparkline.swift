/// A course of values, one column each, fine to an eighth of a row. NaN leaves a gap.
public struct Sparkline: Widget {
    public var values: [Double]
    /// Bottom and top; the values' own least and greatest unless given.
    public var range: ClosedRange<Double>?
    public var hue: Color
    /// An index that stands out, such as the step being looked at.
    public var highlight: Int?
    public var theme: Theme

    public init(
        _ values: [Double], range: ClosedRange<Double>? = nil, hue: Color, highlight: Int? = nil, theme: Theme
    ) {
        self.values = values
        self.range = range
        self.hue = hue
        self.highlight = highlight
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        guard !values.isEmpty, !rect.isEmpty else { return }
        let bounds = range ?? values.finiteRange ?? 0...1
        let columns = min(rect.width, values.count)
        for column in 0..<columns {
            // More values than columns: each column stands for a stretch, and shows its mean.
            let from = column * values.count / columns
            let to = max((column + 1) * values.count / columns, from + 1)
            let stretch = values[from..<to].filter(\.isFinite)
            guard !stretch.isEmpty else { continue }
            let mean = stretch.reduce(0) { $0 + $1 / Double(stretch.count) }
            let isMarked = highlight.map { from <= $0 && $0 < to } ?? false
            let style = isMarked ? theme.focusStyle : Style(hue)
            // The least value still shows: one eighth.
            let share = mean.fraction(from: bounds.lowerBound, to: bounds.upperBound)
            let eighths = 1 + (share * Double(rect.height * 8 - 1)).rounded(into: 0...(rect.height * 8 - 1))
            canvas.column(of: eighths, at: rect.x + column, above: rect.bottom, style)
        }
    }
}

extension [Double] {
    /// The least and greatest of the values that are numbers; widened when they are equal, nil when there are none.
    var finiteRange: ClosedRange<Double>? {
        let numbers = filter(\.isFinite)
        guard let low = numbers.min(), let high = numbers.max() else { return nil }
        return low < high ? low...high : (low - 0.5)...(high + 0.5)
    }
}

extension Canvas {
    /// A column of a height in eighths of a row, standing on the row `bottom` − 1.
    mutating func column(of eighths: Int, at x: Int, above bottom: Int, _ style: Style) {
        var left = eighths
        var y = bottom - 1
        while left > 0, y >= clip.y {
            place(Blocks.lower(left), at: x, y, style)
            left -= 8
            y -= 1
        }
    }
}
