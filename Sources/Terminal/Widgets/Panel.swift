/// A titled part of the screen. A thin line beside the title is all the frame there is, unless it is boxed.
public struct Panel: Widget {
    public var title: String
    /// Said quietly at the right end of the title's row.
    public var detail: String
    public var isFocused: Bool
    public var isBoxed: Bool
    public var theme: Theme

    public init(_ title: String, detail: String = "", isFocused: Bool = false, isBoxed: Bool = false, theme: Theme) {
        self.title = title
        self.detail = detail
        self.isFocused = isFocused
        self.isBoxed = isBoxed
        self.theme = theme
    }

    /// Where the panel's content goes.
    public func content(in rect: Rect) -> Rect {
        isBoxed ? rect.inset(horizontal: 2, vertical: 1) : rect.inset(top: 1)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        let line = isFocused ? theme.isMonochrome ? Style.plain : Style(theme.faint) : theme.ruleStyle
        if isBoxed {
            canvas.box(rect, line)
        } else {
            canvas.horizontalLine(at: rect.x, rect.y, length: rect.width, line)
        }
        let room = isBoxed ? rect.inset(horizontal: 2) : rect
        let name = title.truncated(to: room.width)
        let padding = isBoxed && !name.isEmpty ? " " : ""
        var end = room.x
        if !name.isEmpty {
            let start = isBoxed ? room.x - 1 : room.x
            end = canvas.put(padding + name + " ", at: start, rect.y, isFocused ? theme.focusStyle : titleStyle)
        }
        let columns = CharacterWidth.columns(of: detail)
        if columns > 0, end + columns + 2 <= room.right {
            canvas.put(" " + detail + padding, endingAt: room.right + (isBoxed ? 1 : 0), rect.y, theme.faintStyle)
        }
    }

    private var titleStyle: Style { theme.isMonochrome ? Style().bold : Style(theme.text) }
}
