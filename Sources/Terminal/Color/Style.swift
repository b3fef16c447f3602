/// How a cell looks: two colours and five attributes.
public struct Style: Hashable, Sendable {
    /// Attributes that terminals draw with the text.
    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let bold = Attributes(rawValue: 1)
        public static let dim = Attributes(rawValue: 2)
        public static let italic = Attributes(rawValue: 4)
        public static let underline = Attributes(rawValue: 8)
        public static let reverse = Attributes(rawValue: 16)
    }

    public var foreground: Color
    /// `.default` means, when text is put on a canvas: keep the background that is there.
    public var background: Color
    public var attributes: Attributes

    public init(
        _ foreground: Color = .default, on background: Color = .default, _ attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    public static let plain = Style()

    public var bold: Style { adding(.bold) }
    public var dim: Style { adding(.dim) }
    public var italic: Style { adding(.italic) }
    public var underline: Style { adding(.underline) }
    public var reverse: Style { adding(.reverse) }

    /// The same style on another background.
    public func on(_ background: Color) -> Style { Style(foreground, on: background, attributes) }

    /// The same style in another foreground.
    public func colored(_ foreground: Color) -> Style { Style(foreground, on: background, attributes) }

    /// The same style with more attributes.
    public func adding(_ more: Attributes) -> Style { Style(foreground, on: background, attributes.union(more)) }
}
