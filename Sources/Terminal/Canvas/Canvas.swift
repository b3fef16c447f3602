/// A screen as a value: a grid of styled cells that widgets draw on and that is then shown, compared or written.
///
/// Drawing outside the canvas, or outside the rectangle a widget was given, is allowed and leaves no trace.
/// A wide character is always whole: what covers one half blanks the other.
public struct Canvas: Sendable {
    public let width: Int
    public let height: Int
    /// Row by row from the top left.
    public private(set) var cells: [Glyph]
    /// Where drawing leaves a trace: the whole canvas, or the rectangle of the widget that is drawing.
    public private(set) var clip: Rect

    /// An empty canvas. Negative sizes are taken as zero; each side is limited to 4,096 cells.
    public init(width: Int, height: Int, filling glyph: Glyph = .blank) {
        self.width = min(max(width, 0), 4_096)
        self.height = min(max(height, 0), 4_096)
        clip = Rect(width: self.width, height: self.height)
        let fill = glyph.isWide || glyph.isContinuation ? Glyph.blank.styled(glyph.style) : glyph
        cells = Array(repeating: fill, count: self.width * self.height)
    }

    public var bounds: Rect { Rect(width: width, height: height) }

    /// The glyph of a cell, blank outside the canvas. Setting a wide character also sets the cell to its right;
    /// at the right edge, where it does not fit, it becomes a blank.
    public subscript(x: Int, y: Int) -> Glyph {
        get { bounds.contains(x: x, y: y) ? cells[y * width + x] : .blank }
        set {
            guard clip.contains(x: x, y: y), !newValue.isContinuation else { return }
            if newValue.isWide {
                guard clip.contains(x: x + 1, y: y) else { return set(.blank.styled(newValue.style), x, y) }
                set(newValue, x, y)
                healRight(of: x + 1, y)
                cells[y * width + x + 1] = .continuation(newValue.style)
            } else {
                set(newValue, x, y)
            }
        }
    }

    /// Changes the style of a cell and leaves its character; of a wide character, both halves.
    public mutating func restyle(x: Int, y: Int, _ change: (Style) -> Style) {
        guard clip.contains(x: x, y: y) else { return }
        let index = y * width + x
        cells[index] = cells[index].styled(change(cells[index].style))
    }

    /// Adds a combining mark to the character of a cell.
    mutating func addMark(at x: Int, _ y: Int, _ mark: Unicode.Scalar) {
        guard clip.contains(x: x, y: y) else { return }
        cells[y * width + x] = cells[y * width + x].marked(mark)
    }

    /// Replaces every cell, for changes that leave widths alone or make wide characters narrow altogether.
    mutating func mapGlyphs(_ change: (Glyph) -> Glyph) {
        for index in cells.indices { cells[index] = change(cells[index]) }
    }

    /// A part of the canvas by itself; what lies outside the canvas is blank.
    public func part(_ rect: Rect) -> Canvas {
        var part = Canvas(width: rect.width, height: rect.height)
        for y in 0..<part.height {
            for x in 0..<part.width { part[x, y] = self[rect.x + x, rect.y + y] }
        }
        return part
    }

    /// Draws with everything outside `rect` protected.
    public mutating func clipped(to rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(rect)
        draw(&self)
        clip = outer
    }

    /// Writes one narrow glyph and blanks what it leaves of a wide one.
    private mutating func set(_ glyph: Glyph, _ x: Int, _ y: Int) {
        let index = y * width + x
        if cells[index].isContinuation, x > 0 { cells[index - 1] = .blank.styled(cells[index - 1].style) }
        healRight(of: x, y)
        cells[index] = glyph
    }

    /// Blanks the right half of a wide character whose left half, at `x`, is about to go.
    private mutating func healRight(of x: Int, _ y: Int) {
        let index = y * width + x
        if x + 1 < width, cells[index + 1].isContinuation {
            cells[index + 1] = .blank.styled(cells[index + 1].style)
        }
    }
}

extension Canvas: Hashable {
    /// Two canvases are equal when they show the same.
    public static func == (left: Canvas, right: Canvas) -> Bool {
        left.width == right.width && left.height == right.height && left.cells == right.cells
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(width)
        hasher.combine(cells)
    }
}
