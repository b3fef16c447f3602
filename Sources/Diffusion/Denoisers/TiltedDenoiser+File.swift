import Architectures
import Tensors

extension TiltedDenoiser {
    static let format = "dnag tilted denoiser 1"

    /// Reads a tilt-conditioned denoiser. - Throws: `SafetensorsError`, `ModelFileError`.
    public init(contentsOf path: String) throws { try self.init(Safetensors(contentsOf: path)) }

    init(_ source: Safetensors) throws {
        let path = source.name
        let (file, space) = try ModelFile.open(source, format: Self.format)
        guard space.isListed else { throw ModelFileError.metadata(file: path, key: "space", rule: "must be a space whose architectures are listed") }
        let names = try ModelFile.propertyNames(file)
        guard !names.isEmpty, names.count <= 256, Set(names).count == names.count else {
            throw ModelFileError.metadata(file: path, key: "properties", rule: "must name 1 to 256 different properties")
        }
        let configuration: TiltedNetwork.Configuration = try ModelFile.decode(file, "configuration")
        guard configuration.isSound, configuration.properties == names.count else {
            throw ModelFileError.metadata(file: path, key: "configuration", rule: "describes no possible network")
        }
        let parameters = TiltedNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
        self.init(
            in: space, properties: names.map(PropertyInfo.named), configuration: configuration, weights: try ModelFile.weights(file, parameters),
            about: file.metadata)
        for gamma in [-8.0, 0, 8] {
            let tilted = try tilted(by: Dictionary(uniqueKeysWithValues: names.map { ($0, gamma) }))
            guard ModelProbe.isFinite(tilted, at: ModelProbe.levels(space.sigmas)) else {
                throw ModelFileError.notFiniteAnswers(file: path)
            }
        }
    }

    /// Writes the denoiser with `about` in its metadata. - Parameter isHalf: the weights in half precision - Throws: `AtomicFileError`.
    public func write(to path: String, isHalf: Bool = false) throws {
        var metadata = about
        metadata["format"] = Self.format
        metadata["space"] = space.name
        metadata["properties"] = try ModelFile.encode(properties.map(\.name))
        metadata["configuration"] = try ModelFile.encode(configuration)
        let layout = TiltedNetwork(layout: space.layout, configuration: configuration, samples: 1).plan.layout
        try Safetensors(metadata: metadata, tensors: ModelFile.tensors(weights, layout, isHalf: isHalf)).write(to: path)
    }
}

extension TiltedNetwork.Configuration {
    /// Whether a network of this size can be built (files come from outside).
    var isSound: Bool { (1...4096).contains(width) && (1...64).contains(blocks) && (1...256).contains(properties) }
}
