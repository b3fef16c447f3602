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

    /// Where a tilt by a property's ranks gives 99 % of NAS-Bench-201 to the best of its 15,625 cells.
    public static let strongestTilt = 17.5

    /// - Parameters:
    ///   - predictor: whose properties are steered
    ///   - measured: the smallest and the largest measured value of a property; nil where nothing is known, and the predictor's scale counts
    public static func of(
        _ guidance: Guidance, predictor: any Predictor, in space: SearchSpace, measured: (_ property: String) -> ClosedRange<Double>?
    ) -> [GuidanceRemark] {
        var remarks: [GuidanceRemark] = []
        if guidance.unit == .tilt, space == .nasbench201 {
            remarks += guidance.tilts.sorted { $0.key < $1.key }.filter { abs($0.value) > strongestTilt }.map {
                .beyondTheSpace(property: $0.key, gamma: $0.value, limit: strongestTilt)
            }
        }
        for (info, scale) in zip(predictor.properties, predictor.scales) {
            guard let aim = guidance.aims[info.name], aim.strength != 0, let low = scale.values.first, let high = scale.values.last else { continue }
            let range = measured(info.name) ?? low...max(low, high)
            guard !range.contains(aim.target) else { continue }
            remarks.append(
                .beyondWhatWasMeasured(
                    property: info.name, target: info.format(aim.target), low: info.format(range.lowerBound), high: info.format(range.upperBound)))
        }
        return remarks
    }
}
