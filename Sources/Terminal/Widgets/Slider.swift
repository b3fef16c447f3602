/// A value that can be moved: a line with a knob, filled from zero, and the value beside it.
public struct Slider: Widget {
    public var value: Double
    public var range: ClosedRange<Double>
    /// The value as text, at the right end. Give it a fixed width, so that the line does not jump.
    public var label: String
    public var hue: Color
    public var isFocused: Bool
    public var theme: Theme

    public init(
        _ value: Double, in range: ClosedRange<Double>, label: String = "", hue: Color, isFocused: Bool = false,
        theme: Theme
    ) {
        self.value = value
        self.range = range
        self.label = label
        self.hue = hue
        self.isFocused = isFocused
        self.theme = theme
    }

    /// Where the line is; the label is right of it. Where there is little room, the label alone remains.
    public func track(in rect: Rect) -> Rect {
        let taken = label.isEmpty ? 0 : CharacterWidth.columns(of: label) + 1
        guard rect.width - taken >= 3 else { return Rect(x: rect.x, y: rect.y, width: 0, height: 0) }
        let track = rect.inset(right: taken)
        return isTwoSided && track.width % 2 == 0 ? track.inset(right: 1) : track
    }

    /// A range about zero: as many columns on either side, so that a value and its opposite stand equally far from the middle.
    private var isTwoSided: Bool { range.lowerBound < 0 && range.lowerBound == -range.upperBound }

    /// The column of a value on a track that is not empty. Whatever is not zero is not shown at zero.
    public func column(of value: Double, on track: Rect) -> Int {
        guard isTwoSided else {
            let share = value.fraction(from: range.lowerBound, to: range.upperBound)
            return track.x + (share * Double(track.width - 1)).rounded(into: 0...max(track.width - 1, 0))
        }
        let half = (track.width - 1) / 2, middle = track.x + half
        guard value != 0, !value.isNaN else { return middle }
        let away = (value.magnitude / range.upperBound * Double(half)).rounded(into: min(1, half)...half)
        return value < 0 ? middle - away : middle + away
    }

    /// The value under a column, for the mouse; nil where the line is not.
    public func value(atColumn x: Int, in rect: Rect) -> Double? {
        let track = track(in: rect)
        guard x >= track.x, x < track.right, track.width > 1 else { return nil }
        let share = Double(x - track.x) / Double(track.width - 1)
        return range.lowerBound * (1 - share) + range.upperBound * share
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let y = rect.y
        let labelStyle = isFocused ? theme.focusStyle : theme.textStyle
        canvas.put(label.truncated(to: rect.width), endingAt: rect.right, y, labelStyle)
        let track = track(in: rect)
        guard !track.isEmpty else { return }
        let zero = column(of: 0.0.limited(to: range), on: track)
        let knob = column(of: value, on: track)
        for x in track.x..<track.right {
            let isFilled = x >= min(zero, knob) && x <= max(zero, knob)
            canvas.place(isFilled ? "━" : "─", at: x, y, isFilled ? Style(hue) : theme.ruleStyle)
        }
        if zero != knob { canvas.place("┼", at: zero, y, isFocused ? Style(theme.faint) : theme.ruleStyle) }
        canvas.place("●", at: knob, y, isFocused ? theme.focusStyle : Style(hue).bold)
    }
}
