import Foundation

/// What can be wrong with a model file, beyond being no safetensors file at all.
public enum ModelFileError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case notAModel(file: String, expected: String, found: String?)
    case metadata(file: String, key: String, rule: String)
    case notFinite(file: String, tensor: String)
    case scale(file: String, property: String)
    case notFiniteAnswers(file: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .notAModel(let file, let expected, let found):
            "\(file) is not a \(expected): its metadata 'format' is \(found.map { "'\($0)'" } ?? "missing"), not '\(expected)'"
        case .metadata(let file, let key, let rule):
            "\(file): metadata '\(key)' \(rule)"
        case .notFinite(let file, let tensor):
            "\(file): tensor '\(tensor)' holds values that are not finite"
        case .scale(let file, let property):
            "\(file): the scale of property '\(property)' must be 257 finite values that do not fall"
        case .notFiniteAnswers(let file):
            "\(file): what its network says of some cells is not finite"
        }
    }
}
