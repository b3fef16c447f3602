import Architectures
import Diffusion

/// The result of `dnag generate`: what each sample became, what the predictor says of it and what the tables know.
struct GeneratedArchitectures: Encodable {
    struct Architecture: Encodable {
        let sample: Int
        let arch: String?
        let valid: Bool
        /// Why it is not valid.
        let violations: [String]?
        let predicted: [String: Double]
        let table: [String: Double]
    }

    let architectures: [Architecture]
    private let predictedNames, tableNames: [String]

    private enum CodingKeys: CodingKey { case architectures }

    init(_ samples: [GeneratedSample], first: Int, models: Models, tables: TableSet, networks: [NetworkProperty] = []) {
        let space = SearchSpace(layout: models.denoiser.layout) ?? .nasbench201
        let columns = space == .nasbench201 ? tables.columns : []
        predictedNames = models.predictor?.properties.map(\.name) ?? []
        tableNames = space == .nasbench201 ? columns.map(\.name) : networks.map(\.info.name)
        let predictions = models.predictor.map { CleanPredictions.natural(samples.map(\.state), from: first, by: $0) }
        architectures = samples.enumerated().map { index, sample in
            var table: [String: Double] = [:]
            if let code = sample.code {
                for column in columns where !column.values[code].isNaN { table[column.name] = column.values[code] }
            } else if let network = sample.architecture?.network {
                for property in networks { table[property.info.name] = property.figure.value(of: network) }
            }
            return Architecture(
                sample: first + index, arch: sample.architecture?.archString, valid: sample.isValid,
                violations: sample.isValid ? nil : space.read(sample.state).faults,
                predicted: predictions?[index] ?? [:], table: table)
        }
    }

    /// What the text form shows: the steered properties, else the first few that are known.
    func shownProperties(steered: [String]) -> [String] {
        if !steered.isEmpty { return steered }
        let usual = ["cifar10_test", "cifar100_test", "baseline_accuracy", "latency_ms_pixel3", "imagenet_top1", "latency_ms_note10", "params_m", "macs_m"]
        return usual.filter { predictedNames.contains($0) || tableNames.contains($0) }
    }

    func text(properties: [String]) -> String {
        var table = TextTable(
            header: ["architecture", "valid"] + properties.flatMap { [$0, "(table)"] })
        for architecture in architectures {
            let cells = properties.flatMap { name -> [String] in
                let info = PropertyInfo.named(name)
                return [architecture.predicted[name], architecture.table[name]].map { $0.map(info.format) ?? "–" }
            }
            table.add([architecture.arch ?? "none", architecture.valid ? "yes" : "no"] + cells)
        }
        let invalid = architectures.filter { !$0.valid }.map {
            "sample \($0.sample): \(($0.violations ?? []).joined(separator: "; "))\n"
        }
        return table.text + invalid.joined()
    }

    var csv: String {
        let header = ["sample", "arch", "valid"] + predictedNames.map { "predicted_\($0)" } + tableNames.map { "table_\($0)" }
        let rows = architectures.map { architecture -> [String] in
            let predicted = predictedNames.map { architecture.predicted[$0].map { "\($0)" } ?? "" }
            let table = tableNames.map { architecture.table[$0].map { "\($0)" } ?? "" }
            return ["\(architecture.sample)", architecture.arch ?? "", "\(architecture.valid)"] + predicted + table
        }
        return ([header] + rows).map(\.csvLine).joined()
    }
}
