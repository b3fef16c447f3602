import Architectures
import Diffusion
import Search

extension SearchTable {
    /// What is known of every architecture of a space that no table holds: the figure of an embedded surrogate, and sums over the space's parts.
    static func computed(of space: SearchSpace) throws -> SearchTable {
        let properties = try EmbeddedModels.additiveProperties(of: space)
        let surrogate = space.assets.surrogate == nil ? nil : try EmbeddedModels.surrogate()
        let names = (surrogate == nil ? [] : ["imagenet_top1", "imagenet_top1_surrogate"]) + properties.map(\.info.name)
        return SearchTable(name: "what is known of \(space.title)", columns: names) { architecture in
            (surrogate.map { $0.measured([architecture]) + $0.labelled([architecture]) } ?? []) + properties.map { $0.figure.value(of: architecture) ?? .nan }
        }
    }
}
