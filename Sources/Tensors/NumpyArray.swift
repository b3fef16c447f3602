import Foundation

/// One array in NumPy's `.npy` format (NEP 1): a magic word, a version, a header that is a Python dictionary, then raw values.
public struct NumpyArray: Sendable, Hashable {
    public let shape: [Int]
    /// Row-major.
    public let values: [Float]

    /// Reads floating-point values of 16, 32 or 64 bits in either byte order, and arrays in either order of their axes.
    /// - Throws: `InputFileError`, `NumpyError`.
    public init(contentsOf path: String) throws {
        try self.init(data: try InputFile.contents(of: path, as: .features), name: path)
    }

    /// - Parameter name: names the source in errors
    public init(_ bytes: [UInt8], name: String) throws { try self.init(data: Data(bytes), name: name) }

    /// - Parameter name: names the source in errors
    public init(data: Data, name: String) throws {
        let header = try NumpyHeader(data, file: name)
        guard let type = header.floating else {
            throw NumpyError.header(
                file: name, rule: "has type \(header.descr.escaped(limit: 40)); float16, float32 and float64 can be read: array.astype('float32')")
        }
        try header.check(data, bytesEach: type.size, file: name)
        let stored: [Float] = data.withUnsafeBytes {
            type.values(UnsafeRawBufferPointer(rebasing: $0[header.end...]), count: header.count, bigEndian: header.isBigEndian)
        }
        shape = header.shape
        values = header.isColumnMajor ? Self.rowMajor(stored, header.shape) : stored
    }

    /// Values of which the first axis runs fastest, in the order in which the last does.
    static func rowMajor<Value>(_ values: [Value], _ shape: [Int]) -> [Value] {
        guard !values.isEmpty else { return [] }
        var strides: [Int] = []
        var stride = 1
        for extent in shape {
            strides.append(stride)
            stride *= extent
        }
        var place = [Int](repeating: 0, count: shape.count), source = 0
        return values.indices.map { _ in
            let value = values[source]
            for axis in shape.indices.reversed() {
                place[axis] += 1
                source += strides[axis]
                if place[axis] < shape[axis] { break }
                source -= strides[axis] * place[axis]
                place[axis] = 0
            }
            return value
        }
    }
}

/// What can be wrong with an `.npy` file.
public enum NumpyError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case noArray(file: String)
    case header(file: String, rule: String)
    case truncated(file: String, expected: Int, found: Int)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noArray(let file): "\(file) is no .npy file: it must begin with \\x93NUMPY and version 1, 2 or 3"
        case .header(let file, let rule): "\(file): its header \(rule)"
        case .truncated(let file, let expected, let found): "\(file): has \(found) bytes where its header needs \(expected)"
        }
    }
}
