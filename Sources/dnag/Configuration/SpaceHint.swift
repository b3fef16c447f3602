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
        // Tilt-conditioned denoisers that come with the program are of its usual space.
        var found: [SearchSpace] = model.tiltedFile == nil && model.predictorFile != EmbeddedModels.cells ? [] : [.usual]
        let imported = (try? TableStore().list()) ?? []
        for table in tables {
            if let space = imported.first(where: { $0.name == table })?.space ?? (Self.isPlain(table) ? BenchmarkTable.space(ofCSV: table) : nil) {
                found.append(space)
            }
        }
        for file in [model.predictorFile, model.denoiserFile].compactMap({ $0 }) where file != EmbeddedModels.cells && Self.isPlain(file) {
            if let space = (try? Safetensors(contentsOf: file))?.metadata["space"].flatMap(SearchSpace.init(named:)) { found.append(space) }
        }
        return found
    }

    /// A pipe can be read but once, and not by a guess.
    private static func isPlain(_ file: String) -> Bool {
        let kind = try? URL(fileURLWithPath: file).resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey])
        return kind?.isRegularFile ?? false
    }

    /// The space that has a property: the usual one where it does, else the one other that does; nil where none or several do.
    private static func space(of property: String, unless usual: SearchSpace) -> SearchSpace? {
        if knows(usual, property) { return usual }
        let found = SearchSpace.builtIn.filter { $0 != usual && knows($0, property) }
        return found.count == 1 ? found.first : nil
    }

    private static func knows(_ space: SearchSpace, _ property: String) -> Bool {
        if space.assets.predictor != nil, (try? EmbeddedModels.predictor(of: space))?.properties.contains(where: { $0.name == property }) ?? false { return true }
        guard !space.isListed else {
            return (try? TableSet.load([], of: space, store: TableStore()))?.columns.contains { $0.name == property } ?? false
        }
        return (try? EmbeddedModels.additiveProperties(of: space))?.contains { $0.info.name == property } ?? false
    }
}
