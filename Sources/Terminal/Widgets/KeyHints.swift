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

    /// The key that is named at a column, or the first of the words behind it; nil between them.
    public func key(atColumn column: Int, in rect: Rect) -> Key? {
        var x = rect.x
        for hint in hints {
            guard x + hint.columns <= rect.right else { return nil }
            if (x..<x + hint.columns).contains(column) {
                let parts = hint.parts
                return parts.last { x + $0.offset <= column && column < x + CharacterWidth.columns(of: hint.key) }?.key ?? parts.first?.key
            }
            x += hint.columns + 3
        }
        return nil
    }

    public func draw(on canvas: inout Canvas, in rect: Rect) {
        var x = rect.x
        for hint in hints {
            guard x + hint.columns <= rect.right else { break }
            let end = canvas.put(hint.key, at: x, rect.y, theme.isMonochrome ? Style().bold : Style(theme.text).bold)
            x = canvas.put(hint.action, at: end + 1, rect.y, theme.faintStyle) + 3
        }
    }
}

extension KeyHints.Hint {
    var columns: Int { CharacterWidth.columns(of: key) + 1 + CharacterWidth.columns(of: action) }

    /// The keys that it names: `page up` is one, `, .` two, `↑↓←→` four.
    public var keys: [Key] { parts.map(\.key) }

    /// With the columns before each.
    var parts: [(offset: Int, key: Key)] {
        if let whole = Key(name: key) { return [(0, whole)] }
        var parts: [(offset: Int, key: Key)] = [], offset = 0
        for word in key.split(separator: " ", omittingEmptySubsequences: false) {
            if let one = Key(name: String(word)) {
                parts.append((offset, one))
            } else {
                for (place, character) in word.enumerated() {
                    if let one = Key(name: String(character)) { parts.append((offset + place, one)) }
                }
            }
            offset += CharacterWidth.columns(of: String(word)) + 1
        }
        return parts
    }
}
