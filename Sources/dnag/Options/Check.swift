import ArgumentParser
import Diffusion

enum Check {
    /// - Throws: `ValidationError` naming the option, the value and the rule.
    static func range(_ option: String, _ value: some CustomStringConvertible, _ holds: Bool, _ rule: String) throws {
        guard holds else {
            throw ValidationError(
                SettingError.outOfRange(name: option, value: value.description, rule: rule).description)
        }
    }

    /// - Throws: `ValidationError` naming the option, the value and the rule.
    static func rule(_ option: String, _ value: Double, _ rule: NumberRule) throws {
        try range(option, value, rule.holds(value), rule.text)
    }

    static func rule(_ option: String, _ value: Int, _ rule: NumberRule) throws {
        try range(option, value, rule.holds(Double(value)), rule.text)
    }

    /// - Throws: `ValidationError` with the fault's text, where there is one.
    static func no(_ fault: SettingError?) throws {
        if let fault { throw ValidationError(fault.description) }
    }
}
