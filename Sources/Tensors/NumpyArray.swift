import Foundation

/// One array in NumPy's `.npy` format (NEP 1): a magic word, a version, a header that is a Python dictionary, then raw values.
public struct NumpyArray: Sendable, Hashable {
    public let shape: [Int]
    /// Row-major.
    public let values: [Float]

    /// Reads 32- or 64-bit floating-point values in row-major, little-endian order. - Throws: `NumpyError`.
    public init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw NumpyError.unreadable(file: path) }
        try self.init(Array(data), name: path)
    }

    /// - Parameter name: names the source in errors
    public init(_ bytes: [UInt8], name: String) throws {
        guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else { throw NumpyError.noArray(file: name) }
        let isShort = bytes[6] == 1
        guard (1...3).contains(bytes[6]), isShort || bytes.count >= 12 else { throw NumpyError.noArray(file: name) }
        let lengthBytes = isShort ? bytes[8..<10] : bytes[8..<12]
        let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        let start = lengthBytes.endIndex + length
        guard start <= bytes.count else { throw NumpyError.truncated(file: name, expected: start, found: bytes.count) }
        let header = String(decoding: bytes[lengthBytes.endIndex..<start], as: UTF8.self)
        guard let type = Self.field("descr", header), let order = Self.field("fortran_order", header),
            let dimensions = Self.field("shape", header)
        else { throw NumpyError.header(file: name, rule: "needs 'descr', 'fortran_order' and 'shape'") }
        guard order == "False" else { throw NumpyError.header(file: name, rule: "must be in row-major order (fortran_order False)") }
        guard let size = ["'<f4'": 4, "'<f8'": 8][type] else {
            throw NumpyError.header(file: name, rule: "has type \(type); '<f4' and '<f8' can be read")
        }
        let parts = dimensions.dropFirst().dropLast().split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        let shape = parts.compactMap { Int($0) }
        guard dimensions.hasPrefix("("), shape.count == parts.count, shape.allSatisfy({ (0...1 << 40).contains($0) }) else {
            throw NumpyError.header(file: name, rule: "has shape \(dimensions), which is none")
        }
        var count = 1
        for dimension in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: dimension)
            guard !overflows, product < 1 << 40 else { throw NumpyError.header(file: name, rule: "has shape \(dimensions), which is too large") }
            count = product
        }
        guard bytes.count - start == count * size else {
            throw NumpyError.truncated(file: name, expected: start + count * size, found: bytes.count)
        }
        self.shape = shape
        values = bytes.withUnsafeBytes { raw in
            (0..<count).map { index in
                let offset = start + index * size
                return size == 4
                    ? Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                    : Float(Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))))
            }
        }
    }

    /// The value of a key of the header's dictionary: a quoted word, a tuple, or a bare word.
    private static func field(_ key: String, _ header: String) -> String? {
        guard let place = header.range(of: "'\(key)':") else { return nil }
        let rest = header[place.upperBound...].drop { $0 == " " }
        guard let first = rest.first else { return nil }
        switch first {
        case "'": return rest.dropFirst().firstIndex(of: "'").map { String(rest[...$0]) }
        case "(": return rest.firstIndex(of: ")").map { String(rest[...$0]) }
        default: return String(rest.prefix { $0.isLetter })
        }
    }
}

/// What can be wrong with an `.npy` file.
public enum NumpyError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unreadable(file: String)
    case noArray(file: String)
    case header(file: String, rule: String)
    case truncated(file: String, expected: Int, found: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file): "\(file): cannot be read"
        case .noArray(let file): "\(file) is no .npy file: it must begin with \\x93NUMPY and version 1, 2 or 3"
        case .header(let file, let rule): "\(file): its header \(rule)"
        case .truncated(let file, let expected, let found): "\(file): has \(found) bytes where its header needs \(expected)"
        }
    }
}
