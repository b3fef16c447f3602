import Architectures
import Tensors

extension LearnedDenoiser {
    static let format = "dnag denoiser 1"

    /// Reads a denoiser. - Throws: `SafetensorsError`, `ModelFileError`.
    public init(contentsOf path: String) throws {
        let (file, space) = try ModelFile.open(path, format: Self.format)
        let configuration: DenoiserNetwork.Configuration = try ModelFile.decode(file, "configuration")
        guard configuration.isSound else {
            throw ModelFileError.metadata(file: path, key: "configuration", rule: "describes no possible network")
        }
        let parameters = DenoiserNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
        self.init(
            space: space, configuration: configuration, weights: try ModelFile.weights(file, parameters), about: file.metadata)
        guard ModelProbe.isFinite(self, at: ModelProbe.levels(space.sigmas)) else {
            throw ModelFileError.notFiniteAnswers(file: path)
        }
    }

    /// Writes the denoiser with `about` in its metadata. - Throws: `AtomicFileError`.
    public func write(to path: String) throws {
        var metadata = about
        metadata["format"] = Self.format
        metadata["space"] = space.name
        metadata["configuration"] = try ModelFile.encode(configuration)
        let parameters = DenoiserNetwork(layout: layout, configuration: configuration, samples: 1).plan.layout
        try Safetensors(metadata: metadata, tensors: ModelFile.tensors(weights, parameters)).write(to: path)
    }
}

extension DenoiserNetwork.Configuration {
    /// Whether a network of this size can be built (files come from outside).
    var isSound: Bool {
        (1...1024).contains(width) && (1...64).contains(blocks) && (1...64).contains(heads) && width % heads == 0
            && (1...4096).contains(feedForward)
    }
}
