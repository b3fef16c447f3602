/// A box in the middle over a dimmed screen.
public struct Modal: Widget {
    public var title: String
    public var detail: String
    /// Size of the content, in cells; the box is cut to what there is room for.
    public var contentWidth: Int
    public var contentHeight: Int
    public var theme: Theme

    public init(_ title: String, detail: String = "", contentWidth: Int, contentHeight: Int, theme: Theme) {
        self.title = title
        self.detail = detail
        self.contentWidth = min(max(contentWidth, 0), 4_096)
        self.contentHeight = min(max(contentHeight, 0), 4_096)
        self.theme = theme
    }

    public func frame(in rect: Rect) -> Rect {
        rect.centered(width: contentWidth + 6, height: contentHeight + 4)
    }

    /// Where the content goes; air around it gives way where there is little room.
    public func content(in rect: Rect) -> Rect {
        let frame = frame(in: rect)
        let isTight = frame.height < contentHeight + 4
        return frame.inset(horizontal: frame.width < contentWidth + 6 ? 2 : 3, vertical: isTight ? 1 : 2)
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.dim(rect, toward: theme.background)
        let frame = frame(in: rect)
        canvas.fill(frame, with: Glyph(" ", Style(theme.text, on: theme.surface)))
        canvas.draw(Panel(title, detail: detail, isFocused: true, isBoxed: true, theme: theme), in: frame)
    }
}

extension Canvas {
    /// Fades what is in a rectangle into a ground; without colours, dims it.
    public mutating func dim(_ rect: Rect, toward ground: Color, amount: Double = 0.6) {
        let area = rect.intersection(clip)
        // Screens have few styles and many cells.
        var faded: [Style: Style] = [:]
        for y in area.y..<area.bottom {
            for x in area.x..<area.right {
                restyle(x: x, y: y) { style in
                    if let known = faded[style] { return known }
                    let background = style.background.mixed(with: ground, amount: amount)
                    var foreground = style.foreground.mixed(with: ground, amount: amount)
                    // What is behind can be read, too: only lines and grounds fade further.
                    if style.foreground.contrast(with: style.background) >= Color.leastContrast {
                        foreground = foreground.readable(on: background, toward: style.foreground)
                    }
                    let new = ground.isDefault ? style.dim : Style(foreground, on: background, style.attributes)
                    faded[style] = new
                    return new
                }
            }
        }
    }
}
