/// What a number may be: a range, said in words in one place.
public struct NumberRule: Sendable, Hashable {
    public let range: ClosedRange<Double>
    /// The lower end itself is out.
    public let isOpenBelow: Bool
    public let isWhole: Bool

    public init(_ range: ClosedRange<Double>, isOpenBelow: Bool = false) {
        self.range = range
        self.isOpenBelow = isOpenBelow
        isWhole = false
    }

    public init(whole range: ClosedRange<Int>) {
        self.range = Double(range.lowerBound)...Double(range.upperBound)
        isOpenBelow = false
        isWhole = true
    }

    public func holds(_ value: Double) -> Bool {
        range.contains(value) && !(isOpenBelow && value == range.lowerBound) && !(isWhole && value != value.rounded())
    }

    /// The rule as an error says it: `between 1 and 10000`.
    public var text: String {
        let (low, high) = (Self.text(range.lowerBound), Self.text(range.upperBound))
        if range.upperBound == .infinity { return isOpenBelow ? "above \(low)" : "at least \(low)" }
        return isOpenBelow ? "above \(low) and at most \(high)" : "between \(low) and \(high)"
    }

    /// A number in its shortest exact form, whole ones without a point: what parses back to the same number.
    public static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }

    /// - Parameter name: what is set, for the error
    /// - Throws: `SettingError.notANumber`, `.outOfRange`
    public func number(_ text: String, of name: String) throws -> Double {
        // The language's own hexadecimal and named forms are no numbers to people.
        guard text.allSatisfy({ "+-.eE0123456789".contains($0) }), let value = Double(text), value.isFinite else {
            throw SettingError.notANumber(name: name, value: text, rule: self.text, isWhole: isWhole)
        }
        guard holds(value) else {
            throw value == value.rounded() || !isWhole
                ? SettingError.outOfRange(name: name, value: text, rule: self.text)
                : .notANumber(name: name, value: text, rule: self.text, isWhole: true)
        }
        return value
    }
}

extension NumberRule {
    public static let steps = NumberRule(whole: 1...10_000)
    public static let sample = NumberRule(whole: 0...1_000_000_000)
    /// A place in a run, its end included.
    public static let step = NumberRule(whole: 0...10_000)
    public static let churn = NumberRule(0...10_000)
    public static let sigmaMin = NumberRule(0.001 ... .infinity)
    public static let correctorSteps = NumberRule(whole: 1...1000)
    public static let correctorRatio = NumberRule(0...10, isOpenBelow: true)
    /// What a property is drawn to, in its own unit.
    public static let target = NumberRule(-1e12...1e12)
    public static let aimStrength = NumberRule(0...10_000)
    /// Samples of a command.
    public static let count = NumberRule(whole: 1...10_000_000)
    public static let threads = NumberRule(whole: 1...256)
    /// Steps of a training run.
    public static let trainingSteps = NumberRule(whole: 1...10_000_000)
    /// Of a network's layers, and how many of them.
    public static let width = NumberRule(whole: 16...4096)
    public static let blocks = NumberRule(whole: 1...64)
    /// A noise level that networks are asked at.
    public static let sigma = NumberRule(0.001...1000)

    /// What a property may be tilted by: γ, or the published k, which is in tens of thousands.
    public static func tilt(_ unit: TiltUnit) -> NumberRule {
        switch unit {
        case .tilt: NumberRule(-100...100)
        case .published: NumberRule(-1e6...1e6)
        }
    }
}
