import Architectures
import Diffusion
import Explorer
import Foundation
import Tensors

/// The search space that a line means without naming it.
struct SpaceHint {
    /// Names of properties that it steers by, shows or searches for.
    var properties: [String]
    var model: ModelOptions
    var tables: [String]

    init(_ guidance: GuidanceOptions, _ model: ModelOptions, tables: [String], others: [String] = []) {
        properties = guidance.guide.map(\.property) + guidance.aim.map(\.property) + others
        self.model = model
        self.tables = tables
    }

    /// The one space that all it names is of; nil where it names nothing that tells. Files go before names.
    /// - Parameter usual: what it is unless something tells otherwise
    func space(unless usual: SearchSpace) -> SearchSpace? {
        let files = Set(files)
        let found = files.isEmpty ? Set(properties.compactMap { Self.space(of: $0, unless: usual) }) : files
        return found.count == 1 ? found.first : nil
    }

    private var files: [SearchSpace] {
        // Tables and tilt-conditioned denoisers are of cells.
        var found: [SearchSpace] = tables.isEmpty && model.tiltedFile == nil ? [] : [.nasbench201]
        if model.predictorFile == EmbeddedModels.cells { found.append(.nasbench201) }
        for file in [model.predictorFile, model.denoiserFile].compactMap({ $0 }) where file != EmbeddedModels.cells {
            // A pipe can be read but once, and not by a guess.
            let kind = try? URL(fileURLWithPath: file).resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey])
            guard kind?.isRegularFile ?? false else { continue }
            if let space = (try? Safetensors(contentsOf: file))?.metadata["space"].flatMap(SearchSpace.init(named:)) { found.append(space) }
        }
        return found
    }

    /// The one space that has a property; nil where both have it or neither. What cells have takes long to read, and is looked at only where it
    /// can change anything.
    private static func space(of property: String, unless usual: SearchSpace) -> SearchSpace? {
        let ofNetworks = ["imagenet_top1"] + ((try? EmbeddedModels.networkProperties())?.map(\.info.name) ?? [])
        let isOfNetworks = ofNetworks.contains(property)
        if isOfNetworks == (usual == .mobilenetv3) { return usual }
        let isOfCells =
            (try? EmbeddedModels.predictor())?.properties.contains { $0.name == property } ?? false
            || (try? TableOptions.parse([]).load())?.columns.contains { $0.name == property } ?? false
        return isOfNetworks == isOfCells ? nil : isOfNetworks ? .mobilenetv3 : .nasbench201
    }
}
