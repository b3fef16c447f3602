import Architectures
import Tensors

/// Properties of one space that are sums over blocks, patterns and nodes, as a file.
public enum FactoredPropertyFile {
    static let format = "dnag network figures 1"

    /// - Throws: `SafetensorsError`, `ModelFileError`
    public static func read(_ path: String) throws -> [FactoredProperty] {
        let (file, space) = try ModelFile.open(path, format: format)
        guard !space.isListed else { throw ModelFileError.metadata(file: path, key: "space", rule: "must be a space of blocks, which has no list") }
        let names: [String] = try ModelFile.decode(file, "properties")
        guard !names.isEmpty, Set(names).count == names.count else {
            throw ModelFileError.metadata(file: path, key: "properties", rule: "must name properties, each once")
        }
        return try names.map { name in
            let figure = try FactoredFigure(file, name, of: space)
            guard FactoredProperty.spread(of: figure).deviation > 0 else {
                throw ModelFileError.metadata(file: path, key: "properties", rule: "names '\(name)', which is the same for all \(space.words.nouns)")
            }
            return FactoredProperty(.named(name), figure)
        }
    }

    /// - Precondition: all are of one space
    /// - Throws: `AtomicFileError`
    public static func write(_ properties: [FactoredProperty], about: [String: String] = [:], to path: String) throws {
        var metadata = about
        metadata["format"] = format
        metadata["space"] = properties.first?.figure.space.name
        metadata["properties"] = try ModelFile.encode(properties.map(\.info.name))
        var tensors: [String: Safetensors.Tensor] = [:]
        for property in properties { property.figure.put(into: &tensors, property.info.name) }
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
    }
}
