/// A line through time: what has been, where one stands, what is to come, and marks on the way.
public struct Scrubber: Widget {
    /// The step one stands at, 0 … `last`.
    public var position: Int
    public var last: Int
    /// How far the run has been computed; the rest is shown as not yet there.
    public var computed: Int
    /// Steps that stand out, such as forks.
    public var marks: [Int]
    public var isFocused: Bool
    public var theme: Theme

    public init(
        position: Int, last: Int, computed: Int? = nil, marks: [Int] = [], isFocused: Bool = false, theme: Theme
    ) {
        self.position = position
        self.last = max(last, 0)
        self.computed = computed ?? last
        self.marks = marks
        self.isFocused = isFocused
        self.theme = theme
    }

    private func label() -> String {
        let total = String(last)
        return String(position).padded(to: total.count, alignedRight: true) + "/" + total
    }

    private func track(in rect: Rect) -> Rect {
        let taken = label().count + 1
        return rect.width - taken >= 3 ? rect.inset(right: taken) : Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    }

    private func column(_ step: Int, in track: Rect) -> Int {
        let share = last == 0 ? 0 : Double(step) / Double(last)
        return track.x + (share * Double(track.width - 1)).rounded(into: 0...max(track.width - 1, 0))
    }

    /// The step under a column, for the mouse; nil where the line is not.
    public func step(atColumn x: Int, in rect: Rect) -> Int? {
        let track = track(in: rect)
        guard x >= track.x, x < track.right, track.width > 1 else { return nil }
        return (Double(x - track.x) / Double(track.width - 1) * Double(last)).rounded(into: 0...last)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let labelStyle = isFocused ? theme.focusStyle : theme.textStyle
        canvas.put(label().truncated(to: rect.width), endingAt: rect.right, rect.y, labelStyle)
        let track = track(in: rect)
        guard !track.isEmpty else { return }
        let knob = column(position, in: track)
        let known = column(computed, in: track)
        for x in track.x..<track.right {
            let style = x <= knob ? Style(theme.state) : x <= known ? theme.faintStyle : theme.ruleStyle
            canvas.place(x <= knob ? "━" : x <= known ? "─" : "┄", at: x, rect.y, style)
        }
        for mark in marks where mark >= 0 && mark <= last {
            canvas.place("◆", at: column(mark, in: track), rect.y, Style(theme.guidance))
        }
        canvas.place("●", at: knob, rect.y, isFocused ? theme.focusStyle : Style(theme.state).bold)
    }
}
