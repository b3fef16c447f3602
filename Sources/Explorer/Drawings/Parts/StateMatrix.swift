import Terminal

/// A part of the state as a grid. In each cell the ground is the noisy value, the block before it the posterior's probability,
/// and brackets or a dot say what is chosen, so that the three are told apart also without colour.
struct StateMatrix: Widget {
    struct Entry: Sendable, Hashable {
        /// The noisy value as a strength 0…1.
        var noisy: Double
        /// The posterior's probability 0…1.
        var probability: Double
        var isChosen: Bool
        /// Guidance made this choice: without it another one would stand.
        var isMoved = false
        /// The run beside this one chose otherwise here.
        var differs = false
        /// 0 the choice has just changed … 1 long ago.
        var age = 1.0
    }

    /// nil where the structure allows no value.
    var entries: [[Entry?]]
    var rowLabels: [String]
    var columnLabels: [String]
    var cellWidth: Int
    var rowHeight: Int
    var theme: Theme
    var labelWidth = 5
    /// Said quietly of each row: behind its name, or below it where rows are tall.
    var notes: [String] = []
    /// The entry that is inspected.
    var cursor: (row: Int, column: Int)?

    func draw(on canvas: inout Canvas, in rect: Rect) {
        for (column, label) in columnLabels.enumerated() {
            let area = Rect(x: rect.x + labelWidth + column * cellWidth, y: rect.y, width: cellWidth, height: 1)
            let over = cellWidth > 3 && label.count < cellWidth ? area.inset(right: 1) : area
            canvas.put(label.truncated(to: cellWidth), centeredIn: over, cursor?.column == column ? theme.focusStyle : theme.faintStyle)
        }
        let quiet = Style(theme.background.mixed(with: theme.text, amount: 0.72))
        for (row, line) in entries.enumerated() {
            let y = rect.y + 1 + row * rowHeight
            drawLabel(row, at: rect.x, y, on: &canvas)
            for (column, entry) in line.enumerated() {
                let area = Rect(
                    x: rect.x + labelWidth + column * cellWidth, y: y, width: cellWidth, height: rowHeight)
                if let entry { draw(entry, quiet, on: &canvas, in: area) } else { drawNothing(on: &canvas, in: area) }
                if let cursor, cursor == (row, column) { drawCursor(entry, on: &canvas, in: area) }
            }
        }
    }

    private func drawLabel(_ row: Int, at x: Int, _ y: Int, on canvas: inout Canvas) {
        let isPicked = cursor?.row == row
        if rowLabels.indices.contains(row) { canvas.put(rowLabels[row], at: x, y, isPicked ? theme.focusStyle : theme.faintStyle) }
        if notes.indices.contains(row) {
            if rowHeight > 1 {
                canvas.put(notes[row].truncated(to: labelWidth - 1), at: x, y + 1, theme.faintStyle)
            } else {
                canvas.put(notes[row], endingAt: x + labelWidth - 1, y, theme.faintStyle)
            }
        }
        if isPicked { canvas.put("▸", at: x + labelWidth - 1, y, theme.focusStyle) }
    }

    /// An arrow at the entry's left, and one at its right unless a bracket there says that it is chosen.
    private func drawCursor(_ entry: Entry?, on canvas: inout Canvas, in area: Rect) {
        let isChosen = entry?.isChosen ?? false
        let right = area.width > 3 ? area.right - 2 : area.right - 1
        if area.width > 2 { canvas.put("▸", at: area.x, area.y, theme.focusStyle) }
        if area.width == 2 || !isChosen { canvas.put(isChosen ? "◀" : "◂", at: right, area.y, theme.focusStyle) }
    }

    private func drawNothing(on canvas: inout Canvas, in area: Rect) {
        canvas.put("·", at: area.x + (area.width - 1) / 2, area.y + (area.height - 1) / 2, theme.ruleStyle)
    }

    private func draw(_ entry: Entry, _ quiet: Style, on canvas: inout Canvas, in area: Rect) {
        // A thin seam between cells, where there is room for it.
        let body = area.width > 3 ? area.inset(right: 1) : area
        var style = Style(), ground = Color.default
        if theme.isMonochrome {
            let shade = [" ", "░", "▒", "▓"][(entry.noisy * 4).rounded(.down).rounded(into: 0...3)]
            for y in body.y..<body.bottom {
                canvas.put(String(repeating: shade, count: body.width), at: body.x, y, Style().dim)
            }
        } else {
            // Never so bright that the marks on it, always of one colour, could not be read.
            ground = theme.ground(theme.state, entry.noisy)
            canvas.fill(body, background: ground)
            style = Style(theme.readable(quiet.foreground, on: ground))
        }
        var mark = style
        if entry.isChosen || entry.differs {
            let hue = entry.isMoved && !theme.isMonochrome ? theme.guidance : theme.focus
            mark = Style(theme.readable(theme.glow(hue, toward: theme.focus, age: entry.age), on: ground)).bold
        }
        if area.height > 1 { return drawTall(entry, style, mark, on: &canvas, in: body) }
        drawLow(entry, style, mark, on: &canvas, in: body)
    }

    private func drawLow(_ entry: Entry, _ style: Style, _ mark: Style, on canvas: inout Canvas, in body: Rect) {
        let block = ShareBlock.of(entry.probability)
        if body.width == 2 {
            canvas.put(block, at: body.x, body.y, style)
            if entry.isChosen || entry.differs { canvas.put(entry.differs ? "≠" : "•", at: body.x + 1, body.y, mark) }
            return
        }
        let middle = body.x + 1
        canvas.put(block, at: middle, body.y, style)
        if entry.isChosen {
            canvas.put(entry.differs ? "▸" : "[", at: middle - 1, body.y, mark)
            canvas.put(entry.differs ? "◂" : "]", at: middle + 1, body.y, mark)
        }
    }

    /// Two rows: the number, and a bar under it.
    private func drawTall(_ entry: Entry, _ style: Style, _ mark: Style, on canvas: inout Canvas, in body: Rect) {
        let percent = (entry.probability * 100).rounded()
        let number = percent >= 1 ? percent.fixed(0) : ""
        if body.width >= 5 {
            canvas.put(number.padded(to: 3, alignedRight: true), at: body.x + 1, body.y, entry.isChosen ? mark : style)
            if entry.isChosen {
                canvas.put("[", at: body.x, body.y, mark)
                canvas.put("]", at: body.right - 1, body.y, mark)
            }
        } else if entry.isChosen {
            canvas.put("•", at: body.x + body.width / 2, body.y, mark)
        }
        let eighths = (entry.probability * Double(body.width * 8)).rounded(into: 0...body.width * 8)
        canvas.put(Self.bar(eighths), at: body.x, body.y + 1, style)
    }

    private static func bar(_ eighths: Int) -> String {
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
}
