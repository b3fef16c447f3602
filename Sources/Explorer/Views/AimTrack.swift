import Terminal

/// The slider of a property that is drawn to a value: where it is to come to and where it stands, from few of all cells to most, in
/// standard scores.
struct AimTrack: Widget {
    /// From end to end: all but a few cells in a thousand.
    static let scores = -3.0...3.0

    /// Standard scores of the target and of what is predicted; nil where nothing is.
    var target: Double
    var predicted: Double?
    var isFocused: Bool
    var theme: Theme

    /// The standard score under a column.
    static func score(at x: Int, in track: Rect) -> Double {
        guard track.width > 1 else { return 0 }
        let share = Double(min(max(x, track.x), track.right - 1) - track.x) / Double(track.width - 1)
        return scores.lowerBound + share * (scores.upperBound - scores.lowerBound)
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.width > 0 else { return }
        func column(_ score: Double) -> Int {
            let share = score.fraction(from: Self.scores.lowerBound, to: Self.scores.upperBound)
            return rect.x + (share * Double(rect.width - 1)).rounded(into: 0...rect.width - 1)
        }
        let goal = column(target)
        let place = predicted.flatMap { $0.isFinite ? column($0) : nil }
        for x in rect.x..<rect.right {
            let isBetween = place.map { x >= min($0, goal) && x <= max($0, goal) } ?? false
            canvas.put(isBetween ? "╌" : "·", at: x, rect.y, isBetween ? Style(theme.guidance) : theme.ruleStyle)
        }
        if let place { canvas.put("●", at: place, rect.y, Style(theme.state).bold) }
        canvas.put("◎", at: goal, rect.y, isFocused ? theme.focusStyle : Style(theme.guidance).bold)
    }
}
