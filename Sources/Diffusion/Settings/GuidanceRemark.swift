import Architectures
import Tensors

/// What a guidance asks for beyond what means anything: it runs, but not to what one may expect.
public enum GuidanceRemark: Hashable, Sendable, CustomStringConvertible {
    /// The exact tilt has all but one architecture left out by then.
    case beyondTheSpace(property: String, gamma: Double, limit: Double)
    case beyondWhatWasMeasured(property: String, target: String, low: String, high: String)

    public var description: String {
        switch self {
        case .beyondTheSpace(let property, let gamma, let limit):
            "γ \(NumberRule.text(gamma)) of '\(property.escaped())' is more than the space can tell apart: from \(NumberRule.text(limit)) on, the exact tilt gives 99 % to a single cell, and a gradient that strong drives states out of the space; \(NumberRule.text(gamma < 0 ? -8 : 8)) is strong already"
        case .beyondWhatWasMeasured(let property, let target, let low, let high):
            "the aim at \(target) of '\(property.escaped())' lies outside what architectures have, \(low) to \(high): they are drawn to the nearer end"
        }
    }

    /// Where a tilt by a property's ranks gives 99 % of NAS-Bench-201 to the best of its 15,625 cells; a list of another length differs by little.
    public static let strongestTilt = 17.5

    /// What is known of a property that may be steered: the smallest and the largest value there is; nil where there is none.
    public typealias Known = (info: PropertyInfo, range: ClosedRange<Double>?)

    /// - Parameter known: the properties to speak of
    public static func of(_ guidance: Guidance, known: [Known], in space: SearchSpace) -> [GuidanceRemark] {
        var remarks: [GuidanceRemark] = []
        if guidance.unit == .tilt, space.isListed {
            remarks += known.compactMap { property in
                guard let gamma = guidance.tilts[property.info.name], abs(gamma) > strongestTilt else { return nil }
                return .beyondTheSpace(property: property.info.name, gamma: gamma, limit: strongestTilt)
            }
        }
        for (info, range) in known {
            guard let aim = guidance.aims[info.name], aim.strength != 0, let range, !range.contains(aim.target) else { continue }
            remarks.append(
                .beyondWhatWasMeasured(
                    property: info.name, target: info.format(aim.target), low: info.format(range.lowerBound), high: info.format(range.upperBound)))
        }
        return remarks
    }
}

extension PropertyScale {
    /// The smallest and the largest of its values; nil where it has none.
    public var range: ClosedRange<Double>? {
        guard let low = values.first, let high = values.last else { return nil }
        return low...max(low, high)
    }
}
