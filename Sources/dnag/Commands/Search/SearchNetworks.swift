import Architectures
import ArgumentParser
import Diffusion
import Search

extension SearchBO {
    /// A search of MobileNetV3, where no table holds the networks: top-1 by the embedded surrogate, latency, parameters and multiply-adds exact.
    func searchNetworks(_ objective: Objective, _ corner: [Double]?) throws {
        let properties = try EmbeddedModels.networkProperties()
        let surrogate = try EmbeddedModels.surrogate()
        let names = ["imagenet_top1", "imagenet_top1_surrogate"] + properties.map(\.info.name)
        for column in objective.columns + report where !names.contains(column) {
            throw SearchError.unknownColumn(column, table: "what is known of \(space.title)", known: names)
        }
        let table = SearchTable<MobileNetSpace>(name: space.title, columns: names) { network in
            surrogate.measured([Architecture(network)]) + surrogate.labelled([Architecture(network)]) + properties.map { $0.figure.value(of: network) }
        }
        let problem = try table.problem(objective, in: MobileNetSpace(), report: report)
        try compare(try Harness(problem, table: table, settings: rounds.settings(.comparison)), nil, corner)
    }
}
