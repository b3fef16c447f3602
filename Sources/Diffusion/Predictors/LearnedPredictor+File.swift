import Architectures
import Tensors

extension LearnedPredictor {
    static let format = "dnag predictor 1"

    /// Reads a predictor. - Throws: `SafetensorsError`, `ModelFileError`.
    public init(contentsOf path: String) throws { try self.init(Safetensors(contentsOf: path)) }

    package init(_ source: Safetensors) throws {
        let path = source.name
        let (file, space) = try ModelFile.open(source, format: Self.format)
        let names = try ModelFile.propertyNames(file)
        let configuration: PredictorNetwork.Configuration = try ModelFile.decode(file, "configuration")
        guard configuration.isSound, configuration.properties == names.count, Set(names).count == names.count else {
            throw ModelFileError.metadata(
                file: path, key: "configuration", rule: "describes no possible network for \(names.count) properties")
        }
        let parameters = PredictorNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
        self.init(
            properties: names.map(PropertyInfo.named), scales: try ModelFile.scales(file, of: names), space: space,
            configuration: configuration, weights: try ModelFile.weights(file, parameters), about: file.metadata)
        guard ModelProbe.isFinite(self, of: space.layout, at: ModelProbe.levels(space.sigmas)) else {
            throw ModelFileError.notFiniteAnswers(file: path)
        }
    }

    /// Writes the predictor with `about` in its metadata. - Throws: `AtomicFileError`.
    public func write(to path: String) throws {
        var metadata = about
        metadata["format"] = Self.format
        metadata["space"] = space.name
        metadata["configuration"] = try ModelFile.encode(configuration)
        metadata["properties"] = try ModelFile.encode(properties.map(\.name))
        let parameters = PredictorNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
        var tensors = ModelFile.tensors(weights, parameters)
        tensors["scales"] = ModelFile.tensor(of: scales)
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
    }
}

extension PredictorNetwork.Configuration {
    /// Whether a network of this size can be built (files come from outside).
    var isSound: Bool {
        (1...4096).contains(width) && (1...64).contains(blocks) && (0...64).contains(rank)
            && (1...1024).contains(properties)
    }
}
