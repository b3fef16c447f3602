/// Dots finer than cells: 2 × 4 in each, as braille characters.
public struct BrailleGrid: Sendable {
    /// Size in cells.
    public let columns: Int
    public let rows: Int
    private var dots: [UInt8]
    private var styles: [Style]

    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    /// An empty grid; each side is limited to 4,096 cells.
    public init(columns: Int, rows: Int) {
        self.columns = min(max(columns, 0), 4_096)
        self.rows = min(max(rows, 0), 4_096)
        dots = Array(repeating: 0, count: self.columns * self.rows)
        styles = Array(repeating: .plain, count: dots.count)
    }

    /// Size in dots.
    public var width: Int { columns * 2 }
    public var height: Int { rows * 4 }

    /// Sets the dot at `x` from the left, `y` from the top. A cell takes the style of its latest dot.
    public mutating func set(x: Int, y: Int, _ style: Style) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let cell = y / 4 * columns + x / 2
        dots[cell] |= Self.bits[y % 4][x % 2]
        styles[cell] = style
    }

    /// A straight line between two points, in dots; only what lies in the grid is drawn, however far they are.
    public mutating func line(from: (x: Double, y: Double), to: (x: Double, y: Double), _ style: Style) {
        guard let (start, end) = clipped(from, to) else { return }
        let steps = max(abs(end.x - start.x), abs(end.y - start.y)).rounded(into: 0...16_384 * 2)
        for step in 0...steps {
            let share = steps == 0 ? 0 : Double(step) / Double(steps)
            set(
                x: (start.x + (end.x - start.x) * share).rounded(into: 0...max(width - 1, 0)),
                y: (start.y + (end.y - start.y) * share).rounded(into: 0...max(height - 1, 0)), style)
        }
    }

    /// The part of a line that is in the grid (Liang and Barsky 1984); nil when there is none.
    private func clipped(
        _ from: (x: Double, y: Double), _ to: (x: Double, y: Double)
    ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
        guard from.x.isFinite, from.y.isFinite, to.x.isFinite, to.y.isFinite, !dots.isEmpty else { return nil }
        let dx = to.x - from.x
        let dy = to.y - from.y
        guard dx.isFinite, dy.isFinite else { return nil }
        var entry = 0.0
        var exit = 1.0
        let sides = [
            (-dx, from.x), (dx, Double(width - 1) - from.x), (-dy, from.y), (dy, Double(height - 1) - from.y),
        ]
        for (direction, distance) in sides {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                entry = max(entry, distance / direction)
            } else {
                exit = min(exit, distance / direction)
            }
        }
        guard entry <= exit else { return nil }
        return ((from.x + dx * entry, from.y + dy * entry), (from.x + dx * exit, from.y + dy * exit))
    }

    /// Puts the cells that have dots on a canvas; the others leave what is there.
    public func draw(on canvas: inout Canvas, at x: Int, _ y: Int) {
        for row in 0..<rows {
            for column in 0..<columns where dots[row * columns + column] != 0 {
                let cell = row * columns + column
                guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) else { continue }
                canvas.place(scalar, at: x + column, y + row, styles[cell])
            }
        }
    }
}
