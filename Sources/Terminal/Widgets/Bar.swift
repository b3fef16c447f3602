/// A horizontal bar, fine to an eighth of a cell. With a zero inside its range it grows from there to both sides.
public struct Bar: Widget {
    public var value: Double
    public var range: ClosedRange<Double>
    public var hue: Color
    /// Hue of what lies below zero; the same as above unless given.
    public var negativeHue: Color
    /// A second value to compare with, shown as a thin mark, for example the truth.
    public var mark: Double?
    public var theme: Theme

    public init(
        _ value: Double, in range: ClosedRange<Double> = 0...1, hue: Color, negativeHue: Color? = nil,
        mark: Double? = nil, theme: Theme
    ) {
        self.value = value
        self.range = range
        self.hue = hue
        self.negativeHue = negativeHue ?? hue
        self.mark = mark
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let eighths = rect.width * 8
        func position(_ value: Double) -> Int {
            (value.fraction(from: range.lowerBound, to: range.upperBound) * Double(eighths)).rounded(into: 0...eighths)
        }
        let zero = position(0.0.limited(to: range))
        let end = position(value)
        let ground = theme.isMonochrome ? Color.default : theme.surface
        for y in rect.y..<rect.bottom {
            if !theme.isMonochrome { canvas.fill(rect.row(y - rect.y), background: ground) }
            if value.isFinite {
                let style = Style(value < 0 ? negativeHue : hue, on: ground)
                canvas.fillEighths(from: min(zero, end), to: max(zero, end), at: rect.x, y, style)
            }
            if range.lowerBound < 0 && range.upperBound > 0 && zero == end {
                canvas.place("│", at: rect.x + min(zero / 8, rect.width - 1), y, Style(theme.faint))
            }
            if let mark, mark.isFinite {
                let column = rect.x + min(position(mark) / 8, rect.width - 1)
                canvas.place("│", at: column, y, Style(theme.truth).bold)
            }
        }
    }
}
