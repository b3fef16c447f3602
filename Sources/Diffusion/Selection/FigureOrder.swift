import Architectures

/// The property that architectures are sorted by, the best of them first.
public struct FigureOrder: Sendable, Hashable {
    public let property: String
    /// Whether more is better, where that was said; nil: as the property itself says.
    public let wantsMore: Bool?

    public init(property: String, wantsMore: Bool? = nil) {
        self.property = property
        self.wantsMore = wantsMore
    }

    /// Reads `PROPERTY`, `min:PROPERTY` or `max:PROPERTY`.
    /// - Throws: `SelectionError.noOrder`
    public init(parsing text: String) throws {
        let (wanted, rest) = Self.direction(in: text), property = rest.trimmed
        guard !property.isEmpty else { throw SelectionError.noOrder(text) }
        self.init(property: property, wantsMore: wanted)
    }

    /// Takes `min:` or `max:` off: whether more is wanted, and the rest; nil where nothing is said.
    public static func direction(in text: String) -> (isMore: Bool?, rest: Substring) {
        let text = text[...].drop(while: \.isWhitespace)
        for (prefix, isMore) in [("max:", true), ("min:", false)] where text.hasPrefix(prefix) { return (isMore, text.dropFirst(prefix.count)) }
        return (nil, text)
    }

    /// Whether more comes first.
    public func isMoreFirst(_ info: PropertyInfo) -> Bool { wantsMore ?? info.higherIsBetter }

    /// The places of figures from the best to the worst; equal ones as they came, and those that are not known at the end.
    public func places(of figures: [Double?], _ info: PropertyInfo) -> [Int] {
        let sign = isMoreFirst(info) ? 1.0 : -1.0
        let worths = figures.map { figure in figure.map { $0.isNaN ? -Double.infinity : sign * $0 } ?? -.infinity }
        return figures.indices.sorted { (worths[$1], $0) < (worths[$0], $1) }
    }
}
