import Architectures
import Foundation
import Tensors

extension ListedPredictor {
    static let format = "dnag cells 1"

    /// Whether a file says that it holds one.
    package static func recognises(_ file: Safetensors) -> Bool { file.metadata["format"] == format }

    /// Reads a predictor. - Parameter threads: how many evaluate its network; they change nothing but the time it takes
    /// - Throws: `SafetensorsError`, `ModelFileError`.
    public init(contentsOf path: String, threads: Int = ProcessInfo.processInfo.activeProcessorCount) throws {
        try self.init(Safetensors(contentsOf: path), threads: threads)
    }

    package init(_ source: Safetensors, threads: Int = ProcessInfo.processInfo.activeProcessorCount) throws {
        let path = source.name
        let (file, space) = try ModelFile.open(source, format: Self.format)
        guard space.isListed else { throw ModelFileError.metadata(file: path, key: "space", rule: "must be a space whose architectures are listed") }
        let names = try ModelFile.propertyNames(file)
        let configuration: ListedNetwork.Configuration = try ModelFile.decode(file, "configuration")
        guard configuration.isSound, configuration.properties == names.count, Set(names).count == names.count else {
            throw ModelFileError.metadata(
                file: path, key: "configuration", rule: "describes no possible network for \(names.count) properties")
        }
        self.init(
            of: space, properties: names.map(PropertyInfo.named), scales: try ModelFile.scales(file, of: names), configuration: configuration,
            weights: try ModelFile.weights(file, ListedNetwork(of: ListedInput(of: space), configuration: configuration, rows: 1).plan.layout),
            about: file.metadata, threads: threads)
        guard answersAreFinite else { throw ModelFileError.notFiniteAnswers(file: path) }
    }

    /// Writes the network's weights, with `about` in the metadata; nothing of any single architecture. - Throws: `AtomicFileError`.
    public func write(to path: String, isHalf: Bool = false) throws {
        var metadata = about
        metadata["format"] = Self.format
        metadata["space"] = space.name
        metadata["configuration"] = try ModelFile.encode(configuration)
        metadata["properties"] = try ModelFile.encode(properties.map(\.name))
        var tensors = ModelFile.tensors(weights, ListedNetwork(of: ListedInput(of: space), configuration: configuration, rows: 1).plan.layout, isHalf: isHalf)
        tensors["scales"] = ModelFile.tensor(of: scales)
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
    }
}
