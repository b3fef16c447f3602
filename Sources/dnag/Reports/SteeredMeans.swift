import Architectures
import Diffusion

/// Means of the steered properties over what is written, beside those of the distribution that the guidance stands for.
struct SteeredMeans {
    struct Mean: Encodable, Hashable {
        let value: Double
        /// `measured` where all figures are, else `predicted`.
        let by: String
        /// Of the exact distribution; nil where it is not known.
        let exact: Double?
    }

    let means: [String: Mean]

    /// - Parameters:
    ///   - rows: predicted and measured figures of each architecture
    ///   - exact: means of the exact distribution by property
    init(of properties: [String], rows: [(predicted: [String: Double], measured: [String: Double])], exact: [String: Double]) {
        var means: [String: Mean] = [:]
        for property in properties {
            let measured = rows.compactMap { $0.measured[property] }
            let isMeasured = !measured.isEmpty && measured.count == rows.count
            let values = isMeasured ? measured : rows.compactMap { $0.predicted[property] }
            guard !values.isEmpty else { continue }
            means[property] = Mean(
                value: values.reduce(0, +) / Double(values.count), by: (isMeasured ? FigureLookup.Origin.measured : .predicted).rawValue,
                exact: isMeasured ? exact[property] : nil)
        }
        self.means = means
    }

    /// `mean of params_m 0.412 M (measured); of the exact distribution 0.409 M`, a line a property.
    var lines: [String] {
        means.sorted { $0.key < $1.key }.map { name, mean in
            let info = PropertyInfo.named(name)
            return "mean of \(name.escaped()) \(info.format(mean.value)) (\(mean.by))" + (mean.exact.map { "; of the exact distribution \(info.format($0))" } ?? "")
        }
    }

    /// What the guidance alone, and bounds that must hold, make of the space exactly: means by property. Empty where that is not known: where a steered property or
    /// a bound is not measured of the whole space, for the published unit, for a part of the run, and where more is chosen by.
    static func exact(_ guidance: Guidance, _ report: SelectionReport, tables: TableSet, networks: [FactoredProperty]) -> [String: Double] {
        let rules = report.rules, space = report.figures.space, names = guidance.properties
        guard !names.isEmpty, guidance.unit == .tilt, guidance.window == 0...1, !rules.isUnique, rules.top == nil else { return [:] }
        guard space.isListed else { return exactSums(guidance, names, networks, rules, in: space) }
        let columns = names.compactMap { try? tables.source($0).spelled }
        guard columns.count == names.count, let count = space.list?.count else { return [:] }
        let terms = columns.map { column in
            let aim = guidance.aims[column.name].map { (target: PropertyScale(of: column.values).score(of: $0.target), strength: $0.strength) }
            return GuidedDistribution.Term(scores: NormalScores.of(column.values), tilt: guidance.tilts[column.name] ?? 0, aim: aim)
        }
        var distribution = GuidedDistribution(terms, count: count)
        if !rules.requirements.isEmpty {
            guard let holds = report.figures.meeting(rules.requirements) else { return [:] }
            distribution = distribution.restricted(to: holds)
        }
        return Dictionary(columns.map { ($0.name, distribution.moments($0.values).mean) }, uniquingKeysWith: { $1 }).filter { $0.value.isFinite }
    }

    /// Of a space without a list: where all that steers is a sum over its parts.
    private static func exactSums(
        _ guidance: Guidance, _ names: [String], _ networks: [FactoredProperty], _ rules: SelectionRules, in space: SearchSpace
    ) -> [String: Double] {
        let steered = names.compactMap { name in networks.first { $0.info.name == name } }
        guard steered.count == names.count, guidance.aims.isEmpty, rules.requirements.isEmpty else { return [:] }
        let distribution = FactoredDistribution(of: space, steered.map { ($0, guidance.tilts[$0.info.name] ?? 0) })
        return Dictionary(steered.map { ($0.info.name, distribution.moments($0.figure).mean) }, uniquingKeysWith: { $1 })
    }
}
