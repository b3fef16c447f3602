/// A line of text being typed: prompt, text, cursor, and what it could become.
public struct TextField: Widget {
    public var prompt: String
    public var text: String
    /// Characters before the cursor.
    public var cursor: Int
    /// Listed under the line, as far as there is room.
    public var completions: [String]
    public var selected: Int?
    public var theme: Theme

    public init(
        prompt: String = ":", _ text: String, cursor: Int? = nil, completions: [String] = [], selected: Int? = nil,
        theme: Theme
    ) {
        self.prompt = prompt
        self.text = text
        self.cursor = min(max(cursor ?? text.count, 0), text.count)
        self.completions = completions
        self.selected = selected
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let start = canvas.put(prompt, at: rect.x, rect.y, theme.faintStyle)
        drawLine(on: &canvas, in: Rect(x: start, y: rect.y, width: rect.right - start, height: 1))
        drawCompletions(on: &canvas, in: rect.inset(left: start - rect.x, top: 1))
    }

    /// The text, moved to the left as far as it takes to see the cursor.
    private func drawLine(on canvas: inout Canvas, in line: Rect) {
        let before = CharacterWidth.columns(of: String(text.prefix(cursor)))
        let shift = max(before + 1 - line.width, 0)
        canvas.clipped(to: line) {
            $0.put(text, at: line.x - shift, line.y, theme.textStyle)
            let x = line.x + before - shift
            $0.restyle(x: x, y: line.y) { style in
                // A blank carries no foreground of its own, and a reversed default would vanish on a dark ground.
                (theme.isMonochrome ? style : style.colored(theme.focus)).reverse
            }
        }
    }

    private func drawCompletions(on canvas: inout Canvas, in area: Rect) {
        guard !completions.isEmpty, area.height > 0 else { return }
        let chosen = min(max(selected ?? 0, 0), completions.count - 1)
        let first = min(max(chosen - area.height + 1, 0), max(completions.count - area.height, 0))
        let width = min(completions.map(CharacterWidth.columns(of:)).max().map { $0 + 2 } ?? 0, area.width)
        for (row, index) in (first..<min(first + area.height, completions.count)).enumerated() {
            let isSelected = index == selected
            let style = isSelected ? theme.selectionStyle : Style(theme.faint, on: theme.surface)
            canvas.put((" " + completions[index]).padded(to: width), at: area.x, area.y + row, style)
        }
    }
}
