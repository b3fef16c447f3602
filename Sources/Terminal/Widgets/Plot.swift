/// Lines and points over two axes, in braille.
public struct Plot: Widget {
    public struct Series: Sendable {
        public enum Form: Sendable, Hashable { case line, points }
        public var points: [(x: Double, y: Double)]
        public var form: Form
        public var style: Style

        public init(_ points: [(x: Double, y: Double)], _ form: Form = .line, _ style: Style) {
            self.points = points
            self.form = form
            self.style = style
        }

        /// A line over the indices 0, 1, ….
        public init(values: [Double], _ style: Style) {
            self.init(values.enumerated().map { (Double($0.offset), $0.element) }, .line, style)
        }
    }

    /// Later ones are drawn over earlier ones.
    public var series: [Series]
    /// What the axes span; what is in the series unless given.
    public var xRange: ClosedRange<Double>?
    public var yRange: ClosedRange<Double>?
    /// Digits after the point in the axes' labels; nil leaves the labels out.
    public var xDigits: Int?
    public var yDigits: Int?
    public var theme: Theme

    public init(
        _ series: [Series], xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
        xDigits: Int? = nil, yDigits: Int? = 2, theme: Theme
    ) {
        self.series = series
        self.xRange = xRange
        self.yRange = yRange
        self.xDigits = xDigits
        self.yDigits = yDigits
        self.theme = theme
    }

    private var xBounds: ClosedRange<Double> {
        xRange ?? series.flatMap { $0.points.map(\.x) }.finiteRange ?? 0...1
    }
    private var yBounds: ClosedRange<Double> {
        yRange ?? series.flatMap { $0.points.map(\.y) }.finiteRange ?? 0...1
    }

    /// Where the points are drawn; axes and labels take the rest. In little room the axes go.
    public func area(in rect: Rect) -> Rect {
        guard rect.width >= 12, rect.height >= 4 else { return rect }
        return rect.inset(left: yLabels.map(CharacterWidth.columns(of:)).max().map { $0 + 1 } ?? 1, bottom: bottomRows)
    }

    /// The values under a cell, for the mouse; nil outside the plotted area.
    public func values(atColumn x: Int, row y: Int, in rect: Rect) -> (x: Double, y: Double)? {
        let area = area(in: rect)
        guard area.contains(x: x, y: y) else { return nil }
        let across = (Double(x - area.x) + 0.5) / Double(area.width)
        let up = 1 - (Double(y - area.y) + 0.5) / Double(area.height)
        let (xs, ys) = (xBounds, yBounds)
        return (
            xs.lowerBound + (xs.upperBound - xs.lowerBound) * across,
            ys.lowerBound + (ys.upperBound - ys.lowerBound) * up
        )
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let area = area(in: rect)
        if area != rect { drawAxes(on: &canvas, in: rect, around: area) }
        var grid = BrailleGrid(columns: area.width, rows: area.height)
        let (xs, ys) = (xBounds, yBounds)
        func place(_ point: (x: Double, y: Double)) -> (x: Double, y: Double)? {
            guard point.x.isFinite, point.y.isFinite else { return nil }
            let across = (point.x - xs.lowerBound) / (xs.upperBound - xs.lowerBound)
            let up = (point.y - ys.lowerBound) / (ys.upperBound - ys.lowerBound)
            guard across.isFinite, up.isFinite else { return nil }
            return (across * Double(grid.width - 1), (1 - up) * Double(grid.height - 1))
        }
        for one in series {
            var last: (x: Double, y: Double)?
            for point in one.points {
                // A value that is no number interrupts the line.
                let spot = place(point)
                if let spot { grid.line(from: one.form == .line ? last ?? spot : spot, to: spot, one.style) }
                last = spot
            }
        }
        grid.draw(on: &canvas, at: area.x, area.y)
    }

    private var bottomRows: Int { xDigits == nil ? 1 : 2 }

    private var yLabels: [String] {
        guard let yDigits else { return [] }
        return [yBounds.upperBound.fixed(yDigits), yBounds.lowerBound.fixed(yDigits)]
    }

    private func drawAxes(on canvas: inout Canvas, in rect: Rect, around area: Rect) {
        canvas.verticalLine(at: area.x - 1, area.y, length: area.height + 1, theme.ruleStyle)
        canvas.horizontalLine(at: area.x - 1, area.bottom, length: area.width + 1, theme.ruleStyle)
        canvas.place("└", at: area.x - 1, area.bottom, theme.ruleStyle)
        let labels = yLabels
        if let top = labels.first { canvas.put(top, endingAt: area.x - 1, area.y, theme.faintStyle) }
        if let low = labels.last { canvas.put(low, endingAt: area.x - 1, area.bottom - 1, theme.faintStyle) }
        guard let xDigits else { return }
        let end = canvas.put(xBounds.lowerBound.fixed(xDigits), at: area.x, area.bottom + 1, theme.faintStyle)
        let high = xBounds.upperBound.fixed(xDigits)
        if end + 1 + high.count <= area.right {
            canvas.put(high, endingAt: area.right, area.bottom + 1, theme.faintStyle)
        }
    }
}
