import Architectures

/// What of a guidance is beyond what means anything. It is said, not refused: whoever wants to see what happens may.
public enum GuidanceRemark: Hashable, Sendable, CustomStringConvertible {
    /// γ so strong that what it asks for is a handful of architectures.
    case strongTilt(property: String, gamma: Double)
    /// A target that no architecture comes near, in words with their unit.
    case farAim(property: String, target: String, low: String, high: String)

    /// Nats a standard score up to which a tilt still leaves a distribution: at 8 the exact one is of a few architectures in a hundred thousand.
    public static let meaningfulTilt = -8.0...8.0

    /// - Parameter known: the properties that there may be, each with its scale over the space
    public static func all(of guidance: Guidance, known: [(info: PropertyInfo, scale: PropertyScale)]) -> [GuidanceRemark] {
        guidance.properties.sorted().flatMap { name -> [GuidanceRemark] in
            guard let (info, scale) = known.first(where: { $0.info.name == name }) else { return [] }
            var remarks: [GuidanceRemark] = []
            if let gamma = guidance.tilts[name], guidance.unit == .tilt, !meaningfulTilt.contains(gamma) {
                remarks.append(.strongTilt(property: name, gamma: gamma))
            }
            if let aim = guidance.aims[name], let low = scale.values.first, let high = scale.values.last, !(low...high).contains(aim.target) {
                remarks.append(.farAim(property: name, target: info.format(aim.target), low: info.format(low), high: info.format(high)))
            }
            return remarks
        }
    }

    public var description: String {
        switch self {
        case .strongTilt(let property, let gamma):
            "γ of \(property) is \(NumberRule.text(gamma)) nats a standard score: beyond ±8 the exact tilt is a handful of architectures, and samples may be none; take -8 to 8"
        case .farAim(let property, let target, let low, let high):
            "\(property) is drawn to \(target), which no architecture has, and samples may be none; take \(low) to \(high)"
        }
    }
}
