import Foundation

/// What can be wrong with a guidance.
public enum GuidanceError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unknownProperty(String, known: [String])
    case malformed(String)
    case notANumber(property: String, value: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownProperty(let name, let known):
            known.isEmpty
                ? "property '\(name)' cannot be steered: there is no predictor"
                : "unknown property '\(name)'; the predictor knows: \(known.joined(separator: ", "))"
        case .malformed(let text):
            "guidance '\(text)' is not of the form PROPERTY=GAMMA, such as cifar10_test=2"
        case .notANumber(let property, let value):
            "the tilt of '\(property)' is '\(value)'; it must be a finite number, such as 2 or -0.5"
        }
    }
}
