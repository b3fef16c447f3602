import Architectures
import Diffusion
import Tensors

extension PublishedPropertyPredictor {
    private static let codes = "codes", images = "dataset"

    /// Whether a file holds a published predictor: it has a configuration, and a graph convolution among its weights.
    static func recognises(_ file: Safetensors) -> Bool {
        file.metadata["config"] != nil && file.tensors["weights.forward_w.0"] != nil
    }

    /// Reads a predictor in the form of `Scripts/convert_checkpoint.py`, of `write` and of the parity fixtures: F32 tensors `weights.…`,
    /// metadata `config` and `properties`, a JSON list of {name, mean, deviation}. Conditioned on datasets, it needs their
    /// codes, `codes` [properties, code], or the one dataset's images, `dataset` [classes, samples, features].
    /// - Throws: `SafetensorsError`, `PublishedError`.
    public init(contentsOf path: String) throws { try self.init(Safetensors(contentsOf: path)) }

    init(_ file: Safetensors) throws {
        let layout = Cell.layout
        let network = try PublishedFile.predictor(file, states: [1, layout.nodeCount, layout.typeCount])
        let properties: [PublishedProperty] = try PublishedFile.decode(file, "properties")
        try Self.check(properties, file, isConditioned: network.configuration.dataset != nil)
        self.init(
            network: network, properties: properties, codes: try Self.codes(file, network, count: properties.count),
            mask: try PublishedFile.mask(file) ?? .lineGraph, sigmas: try PublishedFile.sigmas(file), about: file.metadata)
        guard ModelProbe.isFinite(self, of: layout, at: ModelProbe.levels(sigmas)) else { throw ModelFileError.notFiniteAnswers(file: file.name) }
    }

    /// Writes what `init(contentsOf:)` reads, with `about` in the metadata. - Throws: `AtomicFileError`.
    public func write(to path: String) throws {
        var metadata = about.merging(PublishedFile.recipe(mask, sigmas)) { $1 }
        var config = ["hidden": configuration.hidden, "layers": configuration.layers, "out": configuration.out]
        var tensors = PublishedFile.tensors(network.weights, PublishedPredictor.layout(configuration))
        if let size = configuration.dataset {
            config.merge(["features": size.features, "nz": size.code, "hs": size.hidden]) { $1 }
            tensors.merge(PublishedFile.tensors(network.encoderWeights, PublishedDatasetEncoder.layout(size))) { $1 }
            tensors[Self.codes] = Safetensors.Tensor(codes.flatMap { $0 }, shape: [codes.count, size.code])
        }
        metadata["config"] = try ModelFile.encode(config)
        metadata["properties"] = try ModelFile.encode(standardised)
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
    }

    private static func check(_ properties: [PublishedProperty], _ file: Safetensors, isConditioned: Bool) throws {
        func refuse(_ rule: String) -> PublishedError { .metadata(file: file.name, key: "properties", rule: rule) }
        guard !properties.isEmpty, Set(properties.map(\.name)).count == properties.count else {
            throw refuse("must name at least one property, and none twice")
        }
        guard isConditioned || properties.count == 1 else {
            throw refuse("names \(properties.count) properties; without datasets a predictor has one")
        }
        for property in properties where !(property.deviation > 0 && property.deviation.isFinite && property.mean.isFinite) {
            throw refuse("gives '\(property.name)' the mean \(property.mean) and the deviation \(property.deviation), which must be above 0")
        }
    }

    private static func codes(_ file: Safetensors, _ network: PublishedMetaPredictor, count: Int) throws -> [[Float]] {
        guard let size = network.configuration.dataset else { return Array(repeating: [], count: count) }
        if count == 1, file.tensors[codes] == nil, file.tensors[images] != nil {
            return [try PublishedFile.code(file, network)]
        }
        let values = try PublishedFile.tensor(file, codes, shape: [count, size.code])
        return (0..<count).map { Array(values[$0 * size.code..<($0 + 1) * size.code]) }
    }
}

/// Files of predictors of any kind.
public enum PredictorFile {
    /// Reads a predictor of ours, of noisy states or of clean cells, or a published one, whichever the file holds.
    /// - Throws: `SafetensorsError`, `ModelFileError`, `PublishedError`.
    public static func read(_ path: String) throws -> any Predictor {
        let file = try Safetensors(contentsOf: path)
        if PublishedPropertyPredictor.recognises(file) { return try PublishedPropertyPredictor(file) }
        return ListedPredictor.recognises(file) ? try ListedPredictor(file) : try LearnedPredictor(file)
    }
}
