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

    /// - Throws: `ValidationError` naming the option where it is given and names nothing.
    static func file(_ option: String, _ name: String?) throws {
        if name?.isEmpty ?? false { throw ValidationError("\(option) is empty; it must name a file") }
    }

    /// - Throws: `ValidationError` with `GuidanceError.twice` where a name comes twice.
    static func once(_ option: String, _ names: [String]) throws {
        var seen: Set<String> = []
        if let twice = names.first(where: { !seen.insert($0).inserted }) {
            throw ValidationError(GuidanceError.twice(twice, option: option).description)
        }
    }

    /// - Throws: `ValidationError` with the fault's text, where there is one.
    static func no(_ fault: SettingError?) throws {
        if let fault { throw ValidationError(fault.description) }
    }
}
