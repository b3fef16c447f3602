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

/// A property with a number, as options take it.
public enum Steering: Sendable, Hashable {
    case tilt, aim

    /// How it is written, and what the number is, with one to show.
    var words: (form: String, number: String, example: String) {
        switch self {
        case .tilt: ("PROPERTY=GAMMA", "γ", "2")
        case .aim: ("PROPERTY=VALUE", "value", "0.5")
        }
    }

    var rule: NumberRule {
        switch self {
        case .tilt: .tilt(.published)
        case .aim: .target
        }
    }

    /// The parts of `PROPERTY=NUMBER`; a property's name may hold the sign itself.
    func split(_ text: String) throws -> (property: String, number: Double) {
        guard let split = text.lastIndex(of: "="), split != text.startIndex else {
            throw text.hasPrefix("=") || text.isEmpty ? GuidanceError.noProperty(text, self) : .noNumber(text, self)
        }
        let property = String(text[..<split])
        let value = String(text[text.index(after: split)...])
        // People copy numbers from the screen, which has a true minus.
        guard let number = Double(value.replacing("−", with: "-")), number.isFinite, rule.holds(number) else {
            throw GuidanceError.notANumber(property: property, value: value, self)
        }
        return (property, number)
    }
}
