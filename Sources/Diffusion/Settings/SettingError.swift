import Architectures
import Foundation
import Tensors

/// What can be wrong with the value of a setting, on the command line and in the explorer alike.
public enum SettingError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case outOfRange(name: String, value: String, rule: String)
    case notANumber(name: String, value: String, rule: String, isWhole: Bool)
    case unknownChoice(name: String, value: String, known: [String])

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .outOfRange(let name, let value, let rule):
            "\(name) is \(value.escaped()); it must be \(rule)"
        case .notANumber(let name, let value, let rule, let isWhole):
            "\(name) is '\(value.escaped())'; it must be a \(isWhole ? "whole " : "")number \(rule)"
        case .unknownChoice(let name, let value, let known):
            "\(name) is '\(value.escaped())'; it must be one of \(known.joined(separator: ", "))"
                + (FuzzyMatch.nearest(to: value, among: known).map { ", perhaps '\($0)'" } ?? "")
        }
    }
}
