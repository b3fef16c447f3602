/// `PROPERTY=GAMMA`.
public struct Tilt: Hashable, Sendable {
    public let property: String
    public let gamma: Double

    /// - Throws: `GuidanceError.malformed`, `GuidanceError.notANumber`
    public init(parsing text: String) throws {
        (property, gamma) = try Self.split(text, .gamma)
    }

    /// The parts of `PROPERTY=NUMBER`; a property's name may hold the sign itself.
    static func split(_ text: String, _ rule: NumberRule) throws -> (property: String, number: Double) {
        guard let split = text.lastIndex(of: "="), split != text.startIndex else { throw GuidanceError.malformed(text) }
        let property = String(text[..<split])
        let value = String(text[text.index(after: split)...])
        guard let number = Double(value), rule.holds(number) else {
            throw GuidanceError.notANumber(property: property, value: value)
        }
        return (property, number)
    }
}

/// `PROPERTY=VALUE` in the property's own unit, or `PROPERTY=VALUE@STRENGTH`.
public struct AimText: Hashable, Sendable {
    public let property: String
    public let target: Double
    /// nil: as strong as aims are that say nothing.
    public let strength: Double?

    /// - Throws: `GuidanceError.malformed`, `GuidanceError.notANumber`, `SettingError` for a strength that cannot be
    public init(parsing text: String) throws {
        guard let at = text.lastIndex(of: "@"), let split = text.lastIndex(of: "="), at > split else {
            (property, target) = try Tilt.split(text, .target)
            strength = nil
            return
        }
        (property, target) = try Tilt.split(String(text[..<at]), .target)
        strength = try NumberRule.aimStrength.number(
            String(text[text.index(after: at)...]), of: "the strength of the aim at '\(property)'")
    }
}
