import Architectures
import Diffusion

/// The tables of `dnag evaluate guidance --suite`.
struct GuidanceSuiteReport: Encodable {
    struct Row: Encodable {
        let space, tilt, method, sampler: String
        /// What brings the tilt in where guidance is conditioned.
        let actor: String?
        let gamma: Double
        let joint: Bool
        let seed: UInt64
        let steps: Int
        let properties: [Property]
        /// Total variation along the tilt, over what as many exact draws have on average.
        let tv, tv_floor: Double?
        /// The same over architectures; nil where the space is not listed.
        let architectures_tv, architectures_tv_floor: Double?
        /// Shares on the wrong side of the space's own median.
        let below_median, exact_below_median: Double?
        let validity, seconds: Double

        struct Property: Encodable {
            let name: String
            let mean_standard_score: Double?
            let exact_mean_standard_score: Double

            var gap: Double { mean_standard_score.map { abs($0 - exact_mean_standard_score) } ?? .infinity }
        }

        init(
            _ report: TiltReport, space: SearchSpace, direction: TiltDirection, gamma: Double, isJoint: Bool, seed: UInt64, settings: RunSettings, actor: TiltActor?,
            seconds: Double
        ) {
            (self.space, tilt, self.gamma, joint, self.seed) = (space.name, direction.name, gamma, isJoint, seed)
            (method, sampler, steps) = (settings.guidance.method.rawValue, settings.sampler.name, settings.steps)
            self.actor = actor.map { $0 == .figures ? "figures" : "network" }
            properties = zip(direction.infos, report.scores).map {
                Property(name: $0.name, mean_standard_score: $1.sampled.finite, exact_mean_standard_score: $1.exact)
            }
            (tv, tv_floor) = (report.totalVariation.finite, report.totalVariationFloor.mean.finite)
            (architectures_tv, architectures_tv_floor) = (report.architectures?.distance.finite, report.architectures?.floor.finite)
            (below_median, exact_below_median) = (report.belowMedian.sampled.finite, report.belowMedian.exact.finite)
            (validity, self.seconds) = (report.validity, seconds)
        }

        var gap: Double { properties.map(\.gap).max() ?? .infinity }
        var ratio: Double { Self.ratio(tv, tv_floor) }
        var architectureRatio: Double? { architectures_tv_floor.map { Self.ratio(architectures_tv, $0) } }
        /// In points.
        var excess: Double { 100 * ((below_median ?? .infinity) - (exact_below_median ?? 0)) }

        private static func ratio(_ distance: Double?, _ floor: Double?) -> Double {
            guard let distance, let floor else { return .infinity }
            // Where all draws are one architecture there is nothing to be apart by.
            return floor > 1e-9 ? distance / floor : distance < 1e-9 ? 1 : .infinity
        }
    }

    let count, seeds: Int
    let rows: [Row]

    /// Rows of one tilt, or of all.
    private struct Summary {
        let gap, excess, seconds: Double
        let ratios, architectureRatios: [Double]

        init(_ rows: [Row]) {
            gap = rows.map(\.gap).max() ?? .nan
            excess = rows.map(\.excess).max() ?? .nan
            seconds = rows.map(\.seconds).reduce(0, +) / Double(max(rows.count, 1))
            ratios = rows.map(\.ratio)
            architectureRatios = rows.compactMap(\.architectureRatio)
        }

        static func mean(_ ratios: [Double]) -> String { ratios.isEmpty ? "–" : (ratios.reduce(0, +) / Double(ratios.count)).fixed(2) }
        static func within(_ ratios: [Double]) -> String {
            ratios.isEmpty ? "–" : "\((100 * Double(ratios.filter { $0 <= 2.5 }.count) / Double(ratios.count)).fixed(1)) %"
        }

        var cells: [String] {
            [
                gap.fixed(3), Self.mean(ratios), Self.within(ratios), Self.mean(architectureRatios), Self.within(architectureRatios), excess.fixed(2),
                "\(seconds.fixed(2)) s",
            ]
        }
    }

    private static let columns = ["worst gap", "TV/floor", "≤ 2.5", "architectures", "≤ 2.5", "worst below", "time"]

    var text: String {
        let spaces = rows.map(\.space).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let parts = spaces.map { space -> String in
            let own = rows.filter { $0.space == space }, tilts = own.map(\.tilt).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            var table = TextTable(header: ["tilt", "acts"] + Self.columns)
            for tilt in tilts {
                let rows = own.filter { $0.tilt == tilt }, acts = Set(rows.map { $0.actor ?? $0.method }).sorted().joined(separator: ", ")
                table.add([tilt, acts] + Summary(rows).cells)
            }
            return "\(space), \(count) samples a set, \(seeds) seeds, \(Set(own.map { "\($0.sampler) \($0.steps) steps" }).sorted().joined(separator: ", "))\n\n" + table.text
        }
        var total = TextTable(header: ["all", "sets", "gap ≤ 0.1"] + Self.columns)
        for (name, rows) in [("one property", rows.filter { !$0.joint }), ("joint", rows.filter(\.joint))] where !rows.isEmpty {
            let near = rows.filter { $0.gap <= 0.1 }.count
            total.add([name, "\(rows.count)", "\(near)"] + Summary(rows).cells)
        }
        let words = """
            worst gap: largest difference of a property's mean standard score from the exact one; TV/floor: total variation along the tilt over that of as many exact draws, the mean of the sets, and how
            many of them are within 2.5; architectures: the same over the architectures themselves; worst below: points that the share on the wrong side of the space's median is above the exact one
            """
        return (parts + [total.text, words]).joined(separator: "\n") + "\n"
    }
}
