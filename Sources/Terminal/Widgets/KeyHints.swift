/// What the keys do, in one row. The most important come first; those that do not fit whole are left out.
public struct KeyHints: Widget {
    public struct Hint: Hashable, Sendable {
        public var key: String
        public var action: String
        public init(_ key: String, _ action: String) {
            self.key = key
            self.action = action
        }
    }

    public var hints: [Hint]
    public var theme: Theme

    public init(_ hints: [Hint], theme: Theme) {
        self.hints = hints
        self.theme = theme
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        var x = rect.x
        for hint in hints {
            let columns = CharacterWidth.columns(of: hint.key) + 1 + CharacterWidth.columns(of: hint.action)
            guard x + columns <= rect.right else { break }
            let end = canvas.put(hint.key, at: x, rect.y, theme.isMonochrome ? Style().bold : Style(theme.text).bold)
            x = canvas.put(hint.action, at: end + 1, rect.y, theme.faintStyle) + 3
        }
    }
}
