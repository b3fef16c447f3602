import Architectures
import Diffusion
import Tensors

/// The result of `dnag generate`: what each sample became, what the predictor says of it and what was measured of it.
struct GeneratedArchitectures: Encodable {
    struct Architecture: Encodable {
        let sample: Int
        let arch: String?
        let valid: Bool
        /// Why it is not valid.
        let violations: [String]?
        /// Of valid ones: what a predictor says of a state that is no architecture is about nothing.
        let predicted: [String: Double]
        let measured: [String: Double]
        /// How measured figures stand in a listed space.
        let standings: [String: FigureStanding]

        private enum CodingKeys: String, CodingKey { case sample, arch, valid, violations, predicted, measured, betterThan = "better_than" }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(sample, forKey: .sample)
            try container.encodeIfPresent(arch, forKey: .arch)
            try container.encode(valid, forKey: .valid)
            try container.encodeIfPresent(violations, forKey: .violations)
            try container.encode(predicted, forKey: .predicted)
            try container.encode(measured, forKey: .measured)
            // In per cent of the architectures that have the figure.
            if !standings.isEmpty { try container.encode(standings.mapValues(\.betterThan), forKey: .betterThan) }
        }
    }

    struct Summary: Encodable {
        /// How many were drawn, how many of those are architectures, how many different ones there are among these, and how many are written.
        let samples, valid, distinct, written: Int
        /// Tells the bytes of what is written: see `RunMark`.
        let mark: String
        /// Means of the steered properties over what is written.
        let means: [String: SteeredMeans.Mean]
        /// By property that architectures were chosen or sorted by: `measured`, `predicted`, or both.
        let chosenBy: [String: String]
        /// What steered and how samples were drawn, with nothing left open.
        let run: Run
        /// Why the others are no architectures; nil where all are.
        let remark: String?
        /// All of it but the remark, for people.
        let text: String

        struct Run: Encodable {
            /// nil where nothing is steered.
            let method: String?
            /// What takes tilts in: `figures` or `network`; nil where a gradient or nothing steers.
            let actor: String?
            let sampler: String
            let steps: Int

            init(_ settings: RunSettings, _ models: Models) {
                method = settings.guidance.isActive ? settings.guidance.method.rawValue : nil
                actor = models.abilities.actor(for: settings.guidance).map { $0 == .figures ? "figures" : "network" }
                (sampler, steps) = (settings.sampler.name, settings.steps)
            }
        }

        private enum CodingKeys: String, CodingKey { case samples, valid, distinct, written, mark, means, chosenBy = "chosen_by", run, remark }
    }

    let architectures: [Architecture]
    let summary: Summary
    private let predictedNames, measuredNames: [String]
    private let space: SearchSpace
    /// Samples whose faults the text form lists one by one.
    private static let listed = 10

    private enum CodingKeys: CodingKey { case architectures, summary }

    /// - Parameter predictor: what the predictor is called where it is at fault
    /// - Throws: `CommandError.notFiniteAnswers`
    init(
        _ report: SelectionReport, models: Models, tables: TableSet, networks: [FactoredProperty] = [], settings: RunSettings, predictor: String
    ) throws {
        let space = models.denoiser.space, written = report.written, guidance = settings.guidance
        self.space = space
        let columns = space.isListed ? tables.columns : []
        let rankings = Dictionary(columns.map { ($0.name, $0.ranking) }, uniquingKeysWith: { first, _ in first })
        predictedNames = models.predictor?.properties.map(\.name) ?? []
        measuredNames = space.isListed ? columns.map(\.name) : networks.map(\.info.name)
        let predictions = models.predictor.map { CleanPredictions.natural(written.map(\.sample.state), at: written.map(\.index), by: $0) }
        architectures = try written.enumerated().map { row, taken in
            var measured: [String: Double] = [:]
            if let place = taken.sample.place {
                for column in columns where !column.values[place].isNaN { measured[column.name] = column.values[place] }
            } else if let architecture = taken.sample.architecture {
                for property in networks { measured[property.info.name] = property.figure.value(of: architecture) }
            }
            let predicted = taken.sample.isValid ? predictions?[row] ?? [:] : [:]
            if let name = predicted.filter({ !$0.value.isFinite }).keys.min() {
                throw CommandError.notFiniteAnswers(model: predictor, of: "'\(name.escaped())' of sample \(taken.index)")
            }
            let standings = measured.compactMap { name, value in rankings[name]?.standing(of: value).map { (name, $0) } }
            return Architecture(
                sample: taken.index, arch: taken.sample.architecture?.archString, valid: taken.sample.isValid,
                violations: taken.sample.isValid ? nil : space.read(taken.sample.state).faults, predicted: predicted, measured: measured,
                standings: Dictionary(standings, uniquingKeysWith: { $1 }))
        }
        let census = report.draw.census
        let means = SteeredMeans(
            of: guidance.properties, rows: architectures.filter(\.valid).map { ($0.predicted, $0.measured) },
            exact: SteeredMeans.exact(guidance, report, tables: tables, networks: networks))
        summary = Summary(
            samples: census.count, valid: census.valid, distinct: census.distinct, written: written.count,
            mark: RunMark(of: written.map(\.sample.state)).digits, means: means.means, chosenBy: report.origins, run: Summary.Run(settings, models),
            remark: Self.remark(census, guidance),
            text: ([report.counts] + (guidance.isActive ? [GuidanceWords.text(guidance, models.abilities.actor(for: guidance))] : []) + report.lines + means.lines).map {
                $0.escaped(limit: 1_000)
            }.joined(separator: "\n"))
    }

    /// How many samples are no architectures, and why; nil where all are.
    private static func remark(_ census: SampleCensus, _ guidance: Guidance) -> String? {
        guard census.valid < census.count else { return nil }
        let fault = census.faults.first.map { ", most often because \($0.text)" } ?? ""
        let tilts = guidance.properties.map { name in
            guidance.aims[name] == nil ? "\(name.escaped()) γ \(NumberRule.text(guidance.tilts[name] ?? 0))" : "an aim at \(name.escaped())"
        }
        let cause =
            guidance.isActive
            ? "; guidance by \(tilts.joined(separator: ", ")) draws states out of the space: a smaller |γ| or strength keeps them in, and so does --method conditioned where it knows the property"
            : "; more --steps bring more of them to an end"
        return "\(census.count - census.valid) of \(census.count) samples are no architectures\(fault)\(cause)"
    }

    /// What the text form shows: the properties that are steered or chosen by, else the first few that are known.
    func shownProperties(steered: [String], chosen: [String] = []) -> [String] {
        if !steered.isEmpty || !chosen.isEmpty { return steered + chosen.filter { !steered.contains($0) } }
        let usual = ["cifar10_test", "cifar100_test", "baseline_accuracy", "latency_ms_pixel3", "imagenet_top1", "latency_ms_note10", "params_m", "macs_m"]
        let known = usual.filter { predictedNames.contains($0) || measuredNames.contains($0) }
        return known.isEmpty ? Array(space.usualProperties.filter { predictedNames.contains($0) || measuredNames.contains($0) }.prefix(3)) : known
    }

    /// Predicted and measured figures of some properties, and of accuracies how they stand in the space.
    func text(properties: [String]) -> String {
        let ranked = Set(properties.filter { name in PropertyInfo.named(name).higherIsBetter && architectures.contains { $0.standings[name] != nil } })
        var table = TextTable(
            header: ["architecture", "valid"] + properties.flatMap { [$0.escaped(), "(measured)"] + (ranked.contains($0) ? ["(rank)"] : []) })
        for architecture in architectures {
            let cells = properties.flatMap { name -> [String] in
                let info = PropertyInfo.named(name)
                let figures = [architecture.predicted[name], architecture.measured[name]].map { $0.map(info.format) ?? "–" }
                return figures + (ranked.contains(name) ? [architecture.standings[name]?.text ?? "–"] : [])
            }
            table.add([architecture.arch ?? "none", architecture.valid ? "yes" : "no"] + cells)
        }
        let invalid = architectures.filter { !$0.valid }
        let faults = invalid.prefix(Self.listed).map { "sample \($0.sample): \(($0.violations ?? []).joined(separator: "; "))\n" }
        let rest = invalid.count > Self.listed ? "and \(invalid.count - Self.listed) more\n" : ""
        return table.text + faults.joined() + rest + (summary.remark.map { $0 + "\n" } ?? "") + summary.text + "\n"
    }

    var csv: String {
        let rankedNames = measuredNames.filter { name in architectures.contains { $0.standings[name] != nil } }
        let header = ["sample", "arch", "valid"] + predictedNames.map { "predicted_\($0)" } + measuredNames.map { "measured_\($0)" }
        let rows = architectures.map { architecture -> [String] in
            let predicted = predictedNames.map { architecture.predicted[$0].map { "\($0)" } ?? "" }
            let measured = measuredNames.map { architecture.measured[$0].map { "\($0)" } ?? "" }
            let standings = rankedNames.map { architecture.standings[$0].map { "\($0.betterThan)" } ?? "" }
            return ["\(architecture.sample)", architecture.arch ?? "", "\(architecture.valid)"] + predicted + measured + standings
        }
        return ([header + rankedNames.map { "better_than_\($0)" }] + rows).map(\.csvLine).joined()
    }
}
