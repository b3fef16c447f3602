import Foundation
import Tensors

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
            "\(file.escaped(limit: 200)) is not a \(expected): its metadata 'format' is \(found.map { "'\($0.escaped())'" } ?? "missing"), not '\(expected)'"
        case .metadata(let file, let key, let rule):
            "\(file.escaped(limit: 200)): metadata '\(key)' \(rule)"
        case .notFinite(let file, let tensor):
            "\(file.escaped(limit: 200)): tensor '\(tensor.escaped())' holds values that are not finite"
        case .scale(let file, let property):
            "\(file.escaped(limit: 200)): the scale of property '\(property.escaped())' must be 257 finite values that do not fall"
        case .notFiniteAnswers(let file):
            "\(file.escaped(limit: 200)): its network answers with what is no finite number; its weights are too large, or were spoilt in training or conversion: use another file"
        }
    }
}
