import Foundation

/// How a property of architectures is shown: its full name, unit, direction and number of decimals.
public struct PropertyInfo: Sendable, Hashable {
    /// The column's name in tables and on the command line.
    public let name: String
    /// A name for people.
    public let title: String
    /// `%`, `ms`, `M`, `s`, or empty when unknown.
    public let unit: String
    public let higherIsBetter: Bool
    /// Whether nothing told the direction, so that more is taken to be better.
    public let isDirectionAssumed: Bool
    /// Decimals shown.
    public let decimals: Int

    public init(name: String, title: String, unit: String, higherIsBetter: Bool, decimals: Int, isDirectionAssumed: Bool = false) {
        self.name = name
        self.title = title
        self.unit = unit
        self.higherIsBetter = higherIsBetter
        self.decimals = decimals
        self.isDirectionAssumed = isDirectionAssumed
    }

    /// The same with a direction that was said.
    public func directed(_ isMore: Bool) -> PropertyInfo {
        PropertyInfo(name: name, title: title, unit: unit, higherIsBetter: isMore, decimals: decimals)
    }

    /// What is sought of it: `maximise` or `minimise`.
    public var direction: String { higherIsBetter ? "maximise" : "minimise" }

    /// The value with this property's decimals, as far as six digits go, and its unit, such as `94.37 %` or `559386`; `–` when it is not a number.
    public func format(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        let wholeDigits = String(format: "%.0f", abs(value)).count
        let number = String(format: "%.\(max(min(decimals, 6 - wholeDigits), 0))f", value)
        return unit.isEmpty ? number : "\(number) \(unit)"
    }
}
