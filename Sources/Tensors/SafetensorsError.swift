import Foundation

/// Why a safetensors file, or a tensor in it, cannot be used.
public enum SafetensorsError: Error, Hashable, Sendable {
    case tooShort(file: String, size: Int)
    case headerOutsideFile(file: String, header: UInt64, size: Int)
    case headerTooLong(file: String, header: UInt64, limit: Int)
    case headerNotJSON(file: String)
    case metadataNotText(file: String)
    case badEntry(file: String, tensor: String, part: String)
    case unknownType(file: String, tensor: String, type: String)
    case impossibleShape(file: String, tensor: String, shape: [Int])
    case badOffsets(file: String, tensor: String, begin: Int, end: Int)
    case outsideFile(file: String, tensor: String, end: Int, size: Int)
    case overlap(file: String, tensor: String, begin: Int, previousEnd: Int)
    case gap(file: String, begin: Int, end: Int)
    case wrongSize(file: String, tensor: String, type: String, shape: [Int], bytes: Int)
    case missingTensor(file: String, tensor: String)
    case wrongType(file: String, tensor: String, found: String, expected: String)
    case wrongShape(file: String, tensor: String, found: [Int], expected: [Int])
}

extension SafetensorsError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .tooShort(let file, let size):
            "\(file): not a safetensors file: \(size) bytes, but it starts with 8 bytes of header length"
        case .headerOutsideFile(let file, let header, let size):
            "\(file): truncated or not a safetensors file: its header claims \(header) bytes, the file has \(size)"
        case .headerTooLong(let file, let header, let limit):
            "\(file): not a safetensors file: its header claims \(header) bytes; the format allows \(limit)"
        case .headerNotJSON(let file):
            "\(file): not a safetensors file: its header is not a JSON object"
        case .metadataNotText(let file):
            "\(file): the header's __metadata__ holds something other than texts"
        case .badEntry(let file, let tensor, let part):
            "\(file): tensor '\(tensor.escaped())': \(part) is missing or malformed in the header"
        case .unknownType(let file, let tensor, let type):
            "\(file): tensor '\(tensor.escaped())': dtype '\(type.escaped(limit: 20))' cannot be read; store it as F32"
        case .impossibleShape(let file, let tensor, let shape):
            "\(file): tensor '\(tensor.escaped())': shape \(Self.text(shape)) is negative or too large to address"
        case .badOffsets(let file, let tensor, let begin, let end):
            "\(file): tensor '\(tensor.escaped())': data_offsets [\(begin), \(end)] must not be negative or decrease"
        case .outsideFile(let file, let tensor, let end, let size):
            "\(file): tensor '\(tensor.escaped())': its data end at byte \(end), "
                + "but the file holds \(size) bytes of data (truncated?)"
        case .overlap(let file, let tensor, let begin, let previousEnd):
            "\(file): tensor '\(tensor.escaped())': its data begin at byte \(begin), inside another's that end at \(previousEnd)"
        case .gap(let file, let begin, let end):
            "\(file): bytes \(begin) to \(end) of the data belong to no tensor"
        case .wrongSize(let file, let tensor, let type, let shape, let bytes):
            "\(file): tensor '\(tensor.escaped())': \(bytes) bytes do not fit dtype \(type) and shape \(Self.text(shape))"
        case .missingTensor(let file, let tensor):
            "\(file): tensor '\(tensor.escaped())' is missing"
        case .wrongType(let file, let tensor, let found, let expected):
            "\(file): tensor '\(tensor.escaped())': dtype is \(found), expected \(expected)"
        case .wrongShape(let file, let tensor, let found, let expected):
            "\(file): tensor '\(tensor.escaped())': shape is \(Self.text(found)), expected \(Self.text(expected))"
        }
    }
    private static func text(_ shape: [Int]) -> String { "\(shape.prefix(100))".escaped(limit: 100) }
}
