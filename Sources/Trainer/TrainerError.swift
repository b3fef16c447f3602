import Foundation

/// Why a cell cannot be trained as was asked.
public enum TrainerError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case outOfRange(name: String, value: String, rule: String)
    case size(Int)
    case noImages(part: String)
    case differ(what: String, training: Int, validation: Int)
    case tooLarge(megabytes: Int, limit: Int)
    case fixture(file: String, rule: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .outOfRange(let name, let value, let rule):
            "\(name) \(value): \(rule)"
        case .size(let size):
            "images of \(size)×\(size) pixels: a side must be \(CellNetworkShape.sizes.map(String.init).joined(separator: ", ")); scale the images"
        case .noImages(let part):
            "there are no images to \(part) with: give at least one"
        case .differ(let what, let training, let validation):
            "the images to train with have \(what) \(training), those to validate with \(validation): give both the same"
        case .tooLarge(let megabytes, let limit):
            "the network would take \(megabytes) MB, the limit is \(limit) MB: take a smaller batch, or fewer channels or cells"
        case .fixture(let file, let rule):
            "\(file): \(rule)"
        }
    }
}
