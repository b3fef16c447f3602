import Architectures
import Diffusion

/// The table of `dnag evaluate guidance`.
struct GuidanceReport: Encodable {
    struct Row: Encodable {
        let property: String
        let gamma: Double
        let denoiser, method: String
        /// nil where no gradient is taken.
        let order: String?
        /// The valid samples whose cells were measured: those that means and distances are of.
        let counted: Int
        let mean_standard_score: Double?
        let exact_mean_standard_score: Double
        /// nil of several properties: `values` has each one's.
        let mean_value, exact_mean_value: Double?
        let values: [Value]
        /// Total variation, that of as many exact draws on average, and what 19 of 20 sets of them stay within.
        let tv, tv_floor, tv_floor_95: Double?
        let validity, uniqueness: Double
        let seconds: Double

        struct Value: Encodable {
            let sampled: Double?
            let exact: Double
        }

        init(_ report: TiltReport, direction: String, denoiser: String, taken: (name: String, order: String?), seconds: Double) {
            property = direction
            gamma = report.gamma
            self.denoiser = denoiser
            (method, order) = taken
            mean_standard_score = report.score.sampled.finite
            exact_mean_standard_score = report.score.exact
            values = report.values.map { Value(sampled: $0.sampled.finite, exact: $0.exact) }
            counted = report.counted
            let only = values.count == 1 ? values.first : nil
            mean_value = only?.sampled
            exact_mean_value = only?.exact
            tv = report.totalVariation.finite
            tv_floor = report.totalVariationFloor.mean.finite
            tv_floor_95 = report.totalVariationFloor.upper.finite
            validity = report.validity
            uniqueness = report.uniqueness
            self.seconds = seconds
        }
    }

    let count: Int
    let rows: [Row]

    func text(_ directions: [TiltDirection]) -> String {
        let tables = directions.map { direction -> String in
            let infos = direction.infos
            var table = TextTable(
                header: ["γ", "models", "method", "counted", "standard score", "exact", "gap"]
                    + infos.flatMap { [$0.title, "exact"] } + ["TV", "floor", "95 %", "ratio", "valid", "unique", "time"])
            for row in rows where row.property == direction.name {
                let gap = row.mean_standard_score.map { $0 - row.exact_mean_standard_score }
                let ratio = row.tv.flatMap { tv in row.tv_floor.map { tv / $0 } }
                table.add(
                    [
                        "\(row.gamma)", row.denoiser, row.order.map { "\(row.method), \($0)" } ?? row.method, "\(row.counted)",
                        row.mean_standard_score?.fixed(3) ?? "–", row.exact_mean_standard_score.fixed(3), gap?.fixed(3) ?? "–",
                    ]
                        + zip(infos, row.values).flatMap { [$0.format($1.sampled ?? .nan), $0.format($1.exact)] }
                        + [
                            row.tv?.fixed(3) ?? "–", row.tv_floor?.fixed(3) ?? "–", row.tv_floor_95?.fixed(3) ?? "–",
                            ratio?.finite?.fixed(1) ?? "–",
                            "\((100 * row.validity).fixed(2)) %", "\((100 * row.uniqueness).fixed(1)) %",
                            "\(row.seconds.fixed(1)) s",
                        ])
            }
            return
                "\(direction.name), \(count) samples a row, of which the valid ones whose cells were measured are counted; floor: the average TV of exact draws, and what 95 % of such sets stay within\n\n"
                + table.text
        }
        return tables.joined(separator: "\n")
    }
}
