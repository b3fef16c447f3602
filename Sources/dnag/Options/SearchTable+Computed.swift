import Architectures
import Diffusion
import Search

extension SearchTable {
    /// What is known of every architecture of a space that no table holds: the figure of an embedded surrogate, and sums over layers.
    static func computed(of space: SearchSpace) throws -> SearchTable {
        let properties = try EmbeddedModels.networkProperties()
        let surrogate = try EmbeddedModels.surrogate()
        return SearchTable(name: "what is known of \(space.title)", columns: ["imagenet_top1", "imagenet_top1_surrogate"] + properties.map(\.info.name)) { architecture in
            surrogate.measured([architecture]) + surrogate.labelled([architecture]) + properties.map { $0.figure.value(of: architecture) ?? .nan }
        }
    }
}
