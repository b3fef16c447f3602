import Foundation
import Tensors

/// What can be wrong with files of the published networks and with parity fixtures, beyond being no safetensors files.
public enum PublishedError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case noDirectory(path: String)
    case noFixtures(path: String)
    case metadata(file: String, key: String, rule: String)
    case unknownChoice(file: String, key: String, value: String, known: [String])
    case unknownTensor(file: String, tensor: String)
    case notFinite(file: String, tensor: String)
    case rank(file: String, tensor: String, found: [Int], rule: String)
    case tooLarge(file: String, tensor: String, shape: [Int], limit: Int, remedy: String)
    case missingWeights(file: String, key: String, path: String)
    case malformedJSON(file: String, rule: String)
    case featureWidth(file: String, found: Int, expected: Int)
    case notConditioned(file: String)
    case oneDatasetEach(properties: [String])

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noDirectory(let path):
            "\(path): there is no such folder or file"
        case .noFixtures(let path):
            "\(path): no fixtures here; expected files named score_*.safetensors, predictor_*.safetensors, sample_*.safetensors, train_*.safetensors or sde.json"
        case .metadata(let file, let key, let rule):
            "\(file): metadata '\(key)' \(rule)"
        case .unknownChoice(let file, let key, let value, let known):
            "\(file): metadata '\(key)' is '\(value.escaped())'; known: \(known.joined(separator: ", "))"
        case .unknownTensor(let file, let tensor):
            "\(file): tensor '\(tensor)' belongs to no network of this configuration"
        case .notFinite(let file, let tensor):
            "\(file): tensor '\(tensor)' holds values that are not finite"
        case .rank(let file, let tensor, let found, let rule):
            "\(file): tensor '\(tensor)': shape \(found) must be \(rule)"
        case .tooLarge(let file, let tensor, let shape, let limit, let remedy):
            "\(file): tensor '\(tensor)': a network for shape \(shape) would take more than \(limit >> 20) MiB, the limit; \(remedy)"
        case .missingWeights(let file, let key, let path):
            "\(file): metadata '\(key)' refers to \(path), which does not exist"
        case .malformedJSON(let file, let rule):
            "\(file): \(rule)"
        case .featureWidth(let file, let found, let expected):
            "\(file): its images have \(found) features, those of the first dataset \(expected); all datasets of a predictor need the same"
        case .notConditioned(let file):
            "\(file) cannot be used: the predictor is conditioned on no dataset"
        case .oneDatasetEach(let properties):
            "a predictor of several properties (\(properties.joined(separator: ", "))) needs the features of a dataset for each"
        }
    }
}
