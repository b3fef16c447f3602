import Architectures
import Diffusion

/// The result of `dnag evaluate guidance --space mobilenetv3`.
struct NetworkGuidanceReport: Encodable {
    struct Row: Encodable {
        let direction: String
        let gamma: Double
        let models, method: String
        let order: String?
        /// Mean of Σ w·y in standard scores: of the samples, and under the exact tilt.
        let mean_standard_score: Double?
        let exact_mean_standard_score: Double
        /// Where the exact tilt had to be weighted: effective number of its draws.
        let exact_effective_draws: Double?
        /// Natural means by property: of the samples, and under the exact tilt.
        let means: [String: Double]
        let exact_means: [String: Double]
        let validity, uniqueness, seconds: Double

        init(
            direction: String, gamma: Double, models: String, taken: (name: String, order: String?), judge: NetworkJudge, networks: [Architecture],
            weights: [String: Double], truth: NetworkTilt, samples: Int, seconds: Double
        ) {
            self.direction = direction
            self.gamma = gamma
            self.models = models
            (method, order) = taken
            let values = judge.values(of: networks), count = Double(max(networks.count, 1))
            var means: [String: Double] = [:], exact: [String: Double] = [:], score = 0.0
            for (p, property) in judge.targets.properties.enumerated() {
                let mean = values.reduce(0) { $0 + $1[p] } / count
                means[property.info.name] = networks.isEmpty ? nil : mean
                exact[property.info.name] = truth.means[p]
                score += (weights[property.info.name] ?? 0) * (mean - property.mean) / property.deviation
            }
            self.means = means
            exact_means = exact
            mean_standard_score = networks.isEmpty ? nil : score
            exact_mean_standard_score = truth.score
            exact_effective_draws = truth.effectiveDraws
            validity = Double(networks.count) / Double(max(samples, 1))
            uniqueness = Double(Set(networks).count) / count
            self.seconds = seconds
        }
    }

    struct Front: Encodable {
        let networks: String
        let count, front_size: Int
        let hypervolume, best_top1, least_latency: Double
    }

    let count: Int
    let denoiser: String
    let rows: [Row]
    let fronts: [Front]
    let top1_judged_by = "the clean surrogate, calibrated on measured networks (predicted)"
    let latency_judged_by = "its sum over layers (analytic)"

    /// Such as `imagenet_top1`, or `imagenet_top1=1,latency_ms_note10=-1`.
    static func name(_ direction: [String: Double]) -> String {
        if direction.count == 1, let entry = direction.first, entry.value == 1 { return entry.key }
        return direction.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value == $0.value.rounded() ? "\(Int($0.value))" : "\($0.value)")" }
            .joined(separator: ",")
    }

    var text: String {
        let shown = [FactoredTargets.measured, NetworkJudge.latency, "params_m", "macs_m"]
        var names: [String] = []
        for row in rows where !names.contains(row.direction) { names.append(row.direction) }
        let tables = names.map { name -> String in
            var table = TextTable(
                header: ["γ", "models", "method", "standard score", "exact", "gap"]
                    + shown.flatMap { [PropertyInfo.named($0).title, "exact"] } + ["valid", "unique", "time"])
            for row in rows where row.direction == name {
                table.add(
                    [
                        "\(row.gamma)", row.models, row.order.map { "\(row.method), \($0)" } ?? row.method,
                        row.mean_standard_score?.fixed(3) ?? "–", row.exact_mean_standard_score.fixed(3),
                        row.mean_standard_score.map { ($0 - row.exact_mean_standard_score).fixed(3) } ?? "–",
                    ]
                        + shown.flatMap { name in
                            [row.means[name], row.exact_means[name]].map { PropertyInfo.named(name).format($0 ?? .nan) }
                        } + ["\((100 * row.validity).fixed(2)) %", "\((100 * row.uniqueness).fixed(1)) %", "\(row.seconds.fixed(2)) s"])
            }
            return "\(name), \(count) samples a row\n\n" + table.text
        }
        var table = TextTable(header: ["networks", "count", "hypervolume", "on the front", "best top-1", "least latency"])
        for front in fronts {
            table.add([
                front.networks, "\(front.count)", front.hypervolume.fixed(2), "\(front.front_size)",
                PropertyInfo.named(FactoredTargets.measured).format(front.best_top1),
                PropertyInfo.named(NetworkJudge.latency).format(front.least_latency),
            ])
        }
        return tables.joined(separator: "\n")
            + """

            fronts of top-1 against latency; hypervolume in % · ms, from the worst of both among the random networks

            \(table.text)
            top-1: \(top1_judged_by); latency: \(latency_judged_by)
            exact: the tilt's own mean, in closed form where all that is tilted is a sum over layers, else from weighted draws

            """
    }
}

/// What a set of networks dominates, in top-1 (x, more is better) and latency (y, less is better), from the worst of the first set.
struct FrontArea {
    struct Point { let x, y: Double }

    private let reference: Point

    init(_ points: [Point]) {
        reference = Point(x: points.map(\.x).min() ?? 0, y: points.map(\.y).max() ?? 0)
    }

    func front(_ name: String, _ points: [Point]) -> NetworkGuidanceReport.Front {
        let pairs = points.map { (x: $0.x, y: $0.y) }
        let places = ParetoFront.places(of: pairs, higherXIsBetter: true, higherYIsBetter: false)
        let distinct = Set(places.map { [points[$0].x, points[$0].y] })
        return NetworkGuidanceReport.Front(
            networks: name, count: points.count, front_size: distinct.count,
            hypervolume: Hypervolume.dominated(
                by: pairs, reference: (reference.x, reference.y), higherXIsBetter: true, higherYIsBetter: false),
            best_top1: points.map(\.x).max() ?? 0, least_latency: points.map(\.y).min() ?? 0)
    }
}
