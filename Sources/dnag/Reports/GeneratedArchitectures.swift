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
    }

    struct Summary: Encodable {
        let samples, valid: Int
        /// Tells the run's bytes: see `RunMark`.
        let mark: String
        /// Why the others are no architectures; nil where all are.
        let remark: String?
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
        _ samples: [GeneratedSample], first: Int, models: Models, tables: TableSet, networks: [FactoredProperty] = [], guidance: Guidance,
        predictor: String
    ) throws {
        let space = models.denoiser.space
        self.space = space
        let columns = space.isListed ? tables.columns : []
        predictedNames = models.predictor?.properties.map(\.name) ?? []
        measuredNames = space.isListed ? columns.map(\.name) : networks.map(\.info.name)
        let predictions = models.predictor.map { CleanPredictions.natural(samples.map(\.state), from: first, by: $0) }
        architectures = try samples.enumerated().map { index, sample in
            var measured: [String: Double] = [:]
            if let place = sample.place {
                for column in columns where !column.values[place].isNaN { measured[column.name] = column.values[place] }
            } else if let architecture = sample.architecture {
                for property in networks { measured[property.info.name] = property.figure.value(of: architecture) }
            }
            let predicted = sample.isValid ? predictions?[index] ?? [:] : [:]
            if let name = predicted.filter({ !$0.value.isFinite }).keys.min() {
                throw CommandError.notFiniteAnswers(model: predictor, of: "'\(name.escaped())' of sample \(first + index)")
            }
            return Architecture(
                sample: first + index, arch: sample.architecture?.archString, valid: sample.isValid,
                violations: sample.isValid ? nil : space.read(sample.state).faults, predicted: predicted, measured: measured)
        }
        let census = SampleCensus(samples, of: space)
        summary = Summary(
            samples: census.count, valid: census.valid, mark: RunMark(of: samples.map(\.state)).digits, remark: Self.remark(census, guidance))
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

    /// What the text form shows: the steered properties, else the first few that are known.
    func shownProperties(steered: [String]) -> [String] {
        if !steered.isEmpty { return steered }
        let usual = ["cifar10_test", "cifar100_test", "baseline_accuracy", "latency_ms_pixel3", "imagenet_top1", "latency_ms_note10", "params_m", "macs_m"]
        let known = usual.filter { predictedNames.contains($0) || measuredNames.contains($0) }
        return known.isEmpty ? Array(space.usualProperties.filter { predictedNames.contains($0) || measuredNames.contains($0) }.prefix(3)) : known
    }

    func text(properties: [String]) -> String {
        var table = TextTable(
            header: ["architecture", "valid"] + properties.flatMap { [$0.escaped(), "(measured)"] })
        for architecture in architectures {
            let cells = properties.flatMap { name -> [String] in
                let info = PropertyInfo.named(name)
                return [architecture.predicted[name], architecture.measured[name]].map { $0.map(info.format) ?? "–" }
            }
            table.add([architecture.arch ?? "none", architecture.valid ? "yes" : "no"] + cells)
        }
        let invalid = architectures.filter { !$0.valid }
        let faults = invalid.prefix(Self.listed).map { "sample \($0.sample): \(($0.violations ?? []).joined(separator: "; "))\n" }
        let rest = invalid.count > Self.listed ? "and \(invalid.count - Self.listed) more\n" : ""
        return table.text + faults.joined() + rest + (summary.remark.map { $0 + "\n" } ?? "")
    }

    var csv: String {
        let header = ["sample", "arch", "valid"] + predictedNames.map { "predicted_\($0)" } + measuredNames.map { "measured_\($0)" }
        let rows = architectures.map { architecture -> [String] in
            let predicted = predictedNames.map { architecture.predicted[$0].map { "\($0)" } ?? "" }
            let measured = measuredNames.map { architecture.measured[$0].map { "\($0)" } ?? "" }
            return ["\(architecture.sample)", architecture.arch ?? "", "\(architecture.valid)"] + predicted + measured
        }
        return ([header] + rows).map(\.csvLine).joined()
    }
}
