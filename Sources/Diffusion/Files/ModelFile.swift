import Architectures
import Foundation
import Tensors

/// Reading and writing networks as safetensors: a tensor a weight, the rest in the metadata.
package enum ModelFile {
    /// A file of one of our formats, and the space it is for.
    /// - Parameter spaces: those it may be for; nil: any that is known, also one of the user's own
    package static func open(
        _ path: String, format: String, spaces: [SearchSpace]? = nil
    ) throws -> (file: Safetensors, space: SearchSpace) {
        try open(Safetensors(contentsOf: path), format: format, spaces: spaces)
    }

    /// A file that was read already: a pipe can be read but once.
    package static func open(
        _ file: Safetensors, format: String, spaces: [SearchSpace]? = nil
    ) throws -> (file: Safetensors, space: SearchSpace) {
        let path = file.name
        guard file.metadata["format"] == format else {
            throw ModelFileError.notAModel(file: path, expected: format, found: file.metadata["format"])
        }
        let name = file.metadata["space"]
        if let space = name.flatMap(SearchSpace.init(named:)), spaces?.contains(space) ?? true { return (file, space) }
        guard let spaces else {
            let known = SearchSpace.knownNames().map { "'\($0)'" }.joined(separator: " or ")
            let unknown = name.map { "; '\($0.escaped(limit: 40))' is not known here, and 'dnag space import' makes a space of your own known" } ?? ""
            throw ModelFileError.metadata(file: path, key: "space", rule: "must be \(known)\(unknown)")
        }
        let names = spaces.map { "'\($0.name)'" }.joined(separator: " or ")
        throw ModelFileError.metadata(file: path, key: "space", rule: "must be \(names)")
    }

    package static func decode<Content: Decodable>(_ file: Safetensors, _ key: String) throws -> Content {
        guard let text = file.metadata[key],
            let content = try? JSONDecoder().decode(Content.self, from: Data(text.utf8))
        else { throw ModelFileError.metadata(file: file.name, key: key, rule: "is missing or malformed") }
        return content
    }

    package static func encode(_ content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }

    /// The weights a layout names, checked for shape and finiteness.
    package static func weights(_ file: Safetensors, _ layout: ParameterLayout) throws -> [Float] {
        var weights: [Float] = []
        weights.reserveCapacity(layout.count)
        for entry in layout.entries {
            let values = try file.floats(entry.name, shape: entry.shape)
            guard values.allSatisfy(\.isFinite) else {
                throw ModelFileError.notFinite(file: file.name, tensor: entry.name)
            }
            weights += values
        }
        return weights
    }

    /// - Parameter isHalf: in half precision
    package static func tensors(_ weights: [Float], _ layout: ParameterLayout, isHalf: Bool = false) -> [String: Safetensors.Tensor] {
        var tensors: [String: Safetensors.Tensor] = [:]
        for entry in layout.entries {
            let values = Array(weights[entry.offset..<entry.offset + entry.count])
            tensors[entry.name] = isHalf ? Safetensors.Tensor(half: values, shape: entry.shape) : Safetensors.Tensor(values, shape: entry.shape)
        }
        return tensors
    }

    /// The scales that a predictor of these properties keeps as `scales`, [properties, 257].
    /// The properties that a model knows, by the names they have now: files that were trained before may have another.
    package static func propertyNames(_ file: Safetensors) throws -> [String] {
        let names: [String] = try decode(file, "properties")
        return names.map(FormerName.present)
    }

    package static func scales(_ file: Safetensors, of names: [String]) throws -> [PropertyScale] {
        let points = PropertyScale.scores.count
        let values = try file.doubles("scales", shape: [names.count, points])
        return try names.enumerated().map { index, name in
            guard let scale = PropertyScale(values: Array(values[index * points..<(index + 1) * points])) else {
                throw ModelFileError.scale(file: file.name, property: name)
            }
            return scale
        }
    }

    package static func tensor(of scales: [PropertyScale]) -> Safetensors.Tensor {
        Safetensors.Tensor(scales.flatMap(\.values), shape: [scales.count, PropertyScale.scores.count])
    }
}
