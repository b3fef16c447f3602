import Architectures
import Terminal

/// Where everything is on the compare page: two columns for the runs, one between them for what differs, and under them a table
/// of figures and the course of the distance.
struct ComparisonLayout {
    let left, right, middle: Rect
    /// Rows of each part, over the whole width.
    let heads, pictures, states, figures, course: Rect
    let columns: ComparisonColumns

    init(_ layout: ScreenLayout, shown: Int, space: SearchSpace) {
        let body = layout.body
        let isCompact = layout.tier <= .compact
        let gap = isCompact ? 1 : 2
        let parts = body.columns([.flexible(), .fixed(isCompact ? 2 : 10), .flexible()], gap: gap)
        (left, middle, right) = (parts[0], parts[1], parts[2])
        let needs = space.view.side(width: min(left.width, right.width), isCompact: isCompact)
        // What is under it first: the course, in the rows of the norms where there are some.
        course = layout.norms.isEmpty ? Rect(x: body.x, y: body.bottom - 1, width: body.width, height: 1) : layout.norms
        let air = isCompact ? 0 : 1
        var spare = course.y - (layout.norms.isEmpty ? 0 : air) - body.y - 2 - needs.states - 2 * air
        let hasPictures = spare >= needs.picture.lowerBound && left.width >= 28
        let figureRows = min(1 + shown, max(spare - (hasPictures ? needs.reserve : 0), 0))
        spare -= figureRows
        let pictureRows = hasPictures ? min(spare / needs.step * needs.step, needs.picture.upperBound) : 0
        spare -= pictureRows

        var y = body.y
        func take(_ rows: Int, air: Int = 0) -> Rect {
            defer { y += rows + (rows > 0 ? air : 0) }
            return Rect(x: body.x, y: y, width: body.width, height: rows)
        }
        heads = take(2)
        pictures = take(pictureRows, air: air)
        states = take(needs.states, air: air + (spare > 0 && isCompact ? 1 : 0))
        figures = take(figureRows)
        columns = ComparisonColumns(isCompact: isCompact, figures, left: left, middle: middle, right: right)
    }

    /// The first property in view, such that the selected one is.
    func firstProperty(shown: Int, selected: Int) -> Int {
        let room = max(figures.height - 1, 0)
        return min(max(selected - room / 2, 0), max(shown - room, 0))
    }

    /// The property under a cell of the screen.
    func property(at x: Int, _ y: Int, shown: Int, selected: Int) -> Int? {
        guard figures.inset(top: 1).contains(x: x, y: y) else { return nil }
        let place = firstProperty(shown: shown, selected: selected) + y - figures.y - 1
        return place < shown ? place : nil
    }

    /// A part of a run's column.
    func part(_ rows: Rect, of column: Rect) -> Rect { rows.intersection(column) }
}

/// The columns of the figures: those of the left run, the difference, those of the right run.
struct ComparisonColumns {
    struct Run { let tilt, estimate, truth: Rect }
    let name, unit, difference: Rect
    let left, right: Run

    init(isCompact: Bool, _ rect: Rect, left: Rect, middle: Rect, right: Rect) {
        if isCompact {
            // Narrow screens tell γ above, in words.
            let parts = rect.columns(
                [.flexible(minimum: 8), .fixed(2), .fixed(8), .fixed(8), .fixed(10), .fixed(8), .fixed(8)], gap: 1)
            (name, unit, difference) = (parts[0], parts[1], parts[4])
            let none = Rect(x: rect.x, y: rect.y, width: 0, height: rect.height)
            self.left = Run(tilt: none, estimate: parts[2], truth: parts[3])
            self.right = Run(tilt: none, estimate: parts[5], truth: parts[6])
            return
        }
        let own = Rect(x: left.x, y: rect.y, width: left.width, height: rect.height)
            .columns([.flexible(), .fixed(2), .fixed(6), .fixed(8), .fixed(8)], gap: 1)
        let other = Rect(x: right.x, y: rect.y, width: right.width, height: rect.height)
            .columns([.fixed(8), .fixed(8), .fixed(6), .flexible()], gap: 1)
        (name, unit) = (own[0], own[1])
        difference = Rect(x: middle.x, y: rect.y, width: middle.width, height: rect.height)
        self.left = Run(tilt: own[2], estimate: own[3], truth: own[4])
        self.right = Run(tilt: other[2], estimate: other[0], truth: other[1])
    }
}
