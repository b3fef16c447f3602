import CNcurses

/// Puts what changed between two canvases into ncurses' window.
struct Painter {
    private let level: ColorLevel
    private var pairs: PairTable
    private var shown: Canvas?
    /// The colour pair of every cell shown, row by row.
    private var cellPairs: [Int32] = []
    private var columns = 0
    private var rows = 0

    init(level: ColorLevel) {
        self.level = level
        pairs = PairTable(
            level: level, colorCount: Int(dnag_color_count()), pairCount: Int(dnag_pair_count()))
    }

    /// Makes the next canvas be drawn whole.
    mutating func forget() { shown = nil }

    /// Draws a canvas on a window of a size and returns the number of cells drawn.
    mutating func paint(_ canvas: Canvas, columns: Int, rows: Int) -> Int {
        let before = shown
        let isFresh =
            before?.width != canvas.width || before?.height != canvas.height || columns != self.columns
            || rows != self.rows
        if isFresh {
            dnag_forget_screen()
            cellPairs = Array(repeating: 0, count: canvas.cells.count)
            (self.columns, self.rows) = (columns, rows)
        }
        let right = min(canvas.width, columns)
        let bottom = min(canvas.height, rows)
        var changed = 0
        for y in 0..<bottom {
            let row = y * canvas.width
            var pen = Style.plain
            for x in 0..<right {
                let cell = canvas.cells[row + x]
                if !cell.isBlank {
                    pen = cell.style
                } else if cell.style.background != pen.background {
                    pen = Self.styleAhead(of: x, in: canvas.cells[row..<row + right])
                }
                if !isFresh, let before, before.cells[row + x] == cell { continue }
                changed += 1
                if cell.isContinuation { continue }
                // Half a wide character at the edge of the window cannot be shown.
                let drawn = cell.isWide && x + 1 >= right ? cell.replaced(by: " ") : cell
                put(cell.isBlank ? drawn.styled(pen.flat) : drawn, row: y, column: x, index: row + x)
            }
        }
        shown = canvas
        return changed
    }

    /// The style of a blank: its own ground, and the foreground of the next character on that.
    ///
    /// Nothing of a blank's foreground is seen, so it takes what stands beside it: to tell the terminal another colour is most of what a
    /// frame costs.
    private static func styleAhead(of column: Int, in cells: ArraySlice<Glyph>) -> Style {
        let own = cells[cells.startIndex + column].style
        for cell in cells.dropFirst(column + 1) {
            guard cell.style.background == own.background else { return own }
            if !cell.isBlank { return cell.style }
        }
        return own
    }

    private mutating func put(_ cell: Glyph, row: Int, column: Int, index: Int) {
        let pair = pairs.pair(for: cell.style, shown: cellPairs)
        cellPairs[index] = pair
        let base = Self.drawable(cell)
        dnag_put_cell(
            Int32(row), Int32(column), base, Self.drawable(mark: cell.mark1), Self.drawable(mark: cell.mark2),
            Int32(cell.style.attributes.rawValue), pair)
    }

    /// A mark, or none where the C library takes it for a character: it would refuse the whole cell.
    private static func drawable(mark: UInt32) -> UInt32 { mark != 0 && dnag_libc_width(mark) == 0 ? mark : 0 }

    /// The character, or one of the same width where the C library disagrees on how wide it is.
    private static func drawable(_ cell: Glyph) -> UInt32 {
        if cell.base < 0x7F { return cell.base }
        let columns: Int32 = cell.isWide ? 2 : 1
        if dnag_libc_width(cell.base) == columns { return cell.base }
        let stand: UInt32 = columns == 2 ? 0x3013 : 0xFFFD
        return dnag_libc_width(stand) == columns ? stand : 0x3F
    }
}

extension Style {
    /// Without what would be seen of a blank.
    fileprivate var flat: Style { Style(foreground, on: background, attributes.subtracting([.underline, .reverse])) }
}
