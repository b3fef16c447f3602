import Tensors

/// `PROPERTY=GAMMA`.
public struct Tilt: Hashable, Sendable {
    public let property: String
    public let gamma: Double

    /// Whether γ is one of its unit `NumberRule.tilt` says, once the unit is known.
    /// - Throws: `GuidanceError.noNumber`, `.noProperty`, `.notANumber`
    public init(parsing text: String) throws {
        (property, gamma) = try Steering.tilt.split(text)
    }
}

/// `PROPERTY=VALUE` in the property's own unit, or `PROPERTY=VALUE@STRENGTH`.
public struct AimText: Hashable, Sendable {
    public let property: String
    public let target: Double
    /// nil: as strong as aims are that say nothing.
    public let strength: Double?

    /// - Throws: `GuidanceError.noNumber`, `.noProperty`, `.notANumber`, `SettingError` for a strength that cannot be
    public init(parsing text: String) throws {
        guard let at = text.lastIndex(of: "@"), let split = text.lastIndex(of: "="), at > split else {
            (property, target) = try Steering.aim.split(text)
            strength = nil
            return
        }
        (property, target) = try Steering.aim.split(String(text[..<at]))
        strength = try NumberRule.aimStrength.number(
            String(text[text.index(after: at)...]), of: "the strength of the aim at '\(property.escaped())'")
    }
}
