import Explorer
import Foundation
import Tensors

/// What can be wrong with the configuration.
enum ConfigurationError: Error, Hashable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String, reason: String)
    case dangling(file: String)
    case notText(file: String)
    case tooLong(file: String, limit: Int)
    case notAnAssignment(file: String, line: Int, text: String)
    case unknownKey(file: String, line: Int, key: String, nearest: String?)
    case twice(file: String, line: Int, key: String, first: Int)
    case notOnOrOff(file: String, line: Int, key: String, value: String)
    case badValue(file: String, line: Int, key: String, value: String, rule: String)
    case badKeys(file: String, KeyMapFault)
    case doesNotFit(file: String, reason: String)

    var errorDescription: String? { description }

    var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): cannot be read: \(reason)"
        case .dangling(let file):
            "\(file): is a link to a file that is not there; make that file, or remove the link"
        case .notText(let file):
            "\(file): is not text in UTF-8"
        case .tooLong(let file, let limit):
            "\(file): is longer than \(limit) bytes, so it cannot be a configuration"
        case .notAnAssignment(let file, let line, let text):
            "\(file), line \(line): '\(text.escaped())' is not of the form key = value"
        case .unknownKey(let file, let line, let key, let nearest):
            "\(file), line \(line): unknown key '\(key.escaped())'"
                + (nearest.map { ", perhaps '\($0)'" } ?? "; 'dnag config --default' shows all keys")
        case .twice(let file, let line, let key, let first):
            "\(file), line \(line): '\(key)' stands in line \(first) already; it takes one value"
        case .notOnOrOff(let file, let line, let key, let value):
            "\(file), line \(line): \(key) is '\(value.escaped())'; it must be on or off"
        case .badValue(let file, let line, let key, let value, let rule):
            "\(file), line \(line): \(key) is '\(value.escaped())': \(rule)"
        case .badKeys(let file, let fault):
            "\(file), \(fault)"
        case .doesNotFit(let file, let reason):
            "\(reason) (together with what \(file) sets; 'dnag config' shows it)"
        }
    }
}
