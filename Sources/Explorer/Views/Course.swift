import Terminal

/// A quantity over a run: what has been in its hue, what is to come quietly. Its columns are those of a timeline of the same width.
struct Course {
    /// One a step; those after the last are not computed yet.
    var values: [Double]
    var total: Int
    var position: Int
    /// Bottom and top; the values' own unless given.
    var range: ClosedRange<Double>?
    /// A range of the values' own is at least this wide, so that small changes look small.
    var least = 1e-9

    func widget(hue: Color, theme: Theme) -> CourseLine { CourseLine(course: self, hue: hue, theme: theme) }
}

struct CourseLine: Widget {
    let course: Course
    let hue: Color
    let theme: Theme

    func draw(on canvas: inout Canvas, in rect: Rect) {
        let finite = course.values.filter(\.isFinite)
        guard rect.width > 1, course.total > 0, let low = finite.min(), let high = finite.max() else { return }
        let slack = max(course.least - (high - low), 0) / 2
        let bottom = course.range?.lowerBound ?? low - slack
        let top = course.range?.upperBound ?? high + slack
        let past = theme.isMonochrome ? Style() : Style(theme.background.mixed(with: hue, amount: 0.75))
        for column in 0..<rect.width {
            let place = Double(column) / Double(rect.width - 1) * Double(course.total)
            let shown = place.rounded(into: 0...course.total)
            guard let value = course.values[ifPresent: min(shown, course.total - 1)], value.isFinite else { continue }
            let share = value.fraction(from: bottom, to: top)
            // In rows of the rectangle, from its foot.
            let height = max(share, 0.125 / Double(rect.height)) * Double(rect.height)
            let isPast = shown <= course.position, isNow = shown == course.position
            let style = isNow ? Style(hue).bold : isPast ? past : theme.ruleStyle
            for row in 0..<rect.height where height > Double(row) {
                canvas.put(ShareBlock.of(min(height - Double(row), 1)), at: rect.x + column, rect.bottom - 1 - row, style)
            }
        }
    }
}
