extension Steering {
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
