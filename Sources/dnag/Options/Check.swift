import ArgumentParser

enum Check {
    /// - Throws: `ValidationError` naming the option, the value and the rule.
    static func range(_ option: String, _ value: some CustomStringConvertible, _ holds: Bool, _ rule: String) throws {
        guard holds else {
            throw ValidationError(
                CommandError.outOfRange(option: option, value: value.description, rule: rule).description)
        }
    }
}
