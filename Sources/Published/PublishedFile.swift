import Foundation
import Tensors

/// Reading safetensors files of published networks: the configuration as JSON in the metadata `config`, weights named
/// `weights.…`.
enum PublishedFile {
    static let prefix = "weights."

    static func score(_ file: Safetensors) throws -> (configuration: PublishedScoreConfiguration, epsilon: Float) {
        let configuration: PublishedScoreConfiguration = try decode(file, "config")
        guard configuration.isSound else { throw impossible(file) }
        let epsilon = file.metadata["norm_epsilon"] == nil ? 1e-5 : try number(file, "norm_epsilon") { $0 > 0 && $0 < 1 }
        return (configuration, Float(epsilon))
    }

    /// - Parameter states: shape of the states it predicts for, [samples, nodes, ops]
    static func predictor(_ file: Safetensors, states: [Int]) throws -> PublishedMetaPredictor {
        struct Stored: Decodable {
            let hidden, layers, out: Int
            let features, nz, hs: Int?
        }
        let stored: Stored = try decode(file, "config")
        var dataset: PublishedPredictorConfiguration.Dataset?
        if let features = stored.features, let code = stored.nz, let hidden = stored.hs {
            dataset = .init(features: features, code: code, hidden: hidden)
        } else if stored.features != nil || stored.nz != nil || stored.hs != nil {
            throw PublishedError.metadata(
                file: file.name, key: "config", rule: "must give all of features, nz and hs, or none")
        }
        let configuration = PublishedPredictorConfiguration(
            nodes: states[1], ops: states[2], hidden: stored.hidden, layers: stored.layers, out: stored.out,
            dataset: dataset)
        guard configuration.isSound else { throw impossible(file) }
        let layout = PublishedPredictor.layout(configuration)
        let encoder = dataset.map { PublishedDatasetEncoder.layout($0) } ?? ParameterLayout()
        try refuseOthers(file, [layout, encoder])
        return PublishedMetaPredictor(
            configuration: configuration, weights: try weights(file, layout), encoderWeights: try weights(file, encoder))
    }

    /// The weights of a score network; nothing else may be named `weights.…`.
    static func scoreWeights(_ file: Safetensors, _ configuration: PublishedScoreConfiguration) throws -> [Float] {
        let layout = PublishedScoreNetwork.layout(configuration)
        try refuseOthers(file, [layout])
        return try weights(file, layout)
    }

    /// An F32 tensor of finite values.
    static func tensor(_ file: Safetensors, _ name: String, shape: [Int]) throws -> [Float] {
        let values = try file.floats(name, shape: shape)
        guard values.allSatisfy(\.isFinite) else { throw PublishedError.notFinite(file: file.name, tensor: name) }
        return values
    }

    /// The shape of a tensor of so many extents, none of them 0.
    static func shape(_ file: Safetensors, _ name: String, rank: Int, _ meaning: String) throws -> [Int] {
        guard let tensor = file.tensors[name] else {
            throw SafetensorsError.missingTensor(file: file.name, tensor: name)
        }
        guard tensor.shape.count == rank, !tensor.shape.contains(0) else {
            throw PublishedError.rank(file: file.name, tensor: name, found: tensor.shape, rule: meaning)
        }
        return tensor.shape
    }

    static func decode<Content: Decodable>(_ file: Safetensors, _ key: String) throws -> Content {
        guard let text = file.metadata[key] else {
            throw PublishedError.metadata(file: file.name, key: key, rule: "is missing")
        }
        do {
            return try JSONDecoder().decode(Content.self, from: Data(text.utf8))
        } catch {
            throw PublishedError.metadata(file: file.name, key: key, rule: "is '\(text.escaped())', which lacks or garbles a part")
        }
    }

    static func number(_ file: Safetensors, _ key: String, _ holds: (Double) -> Bool) throws -> Double {
        let number: Double = try decode(file, key)
        guard number.isFinite, holds(number) else {
            throw PublishedError.metadata(file: file.name, key: key, rule: "is \(number), which is out of range")
        }
        return number
    }

    private static func weights(_ file: Safetensors, _ layout: ParameterLayout) throws -> [Float] {
        try layout.entries.flatMap { try tensor(file, prefix + $0.name, shape: $0.shape) }
    }

    private static func refuseOthers(_ file: Safetensors, _ layouts: [ParameterLayout]) throws {
        let known = Set(layouts.flatMap { $0.entries.map { prefix + $0.name } })
        let others = file.tensors.keys.filter { $0.hasPrefix(prefix) && !known.contains($0) }
        if let first = others.min() { throw PublishedError.unknownTensor(file: file.name, tensor: first) }
    }

    private static func impossible(_ file: Safetensors) -> PublishedError {
        .metadata(file: file.name, key: "config", rule: "describes no possible network")
    }
}
