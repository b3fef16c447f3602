import Foundation

/// Reads what a user names as an input, whole and once: a plain file, a pipe, a FIFO, a device or a process substitution.
public enum InputFile {
    /// What an input is read as: how it is called, how long it may be, and what must not stand in its place.
    public struct Kind: Sendable {
        /// As people call it, with its article.
        public let noun: String
        /// The most bytes that are read.
        public let limit: Int
        let accepted: Set<FileFormat>

        /// - Parameter accepted: the formats that the reader knows itself; any other that is recognised is refused by name. Nil: none is looked for.
        public init(_ noun: String, limit: Int, accepting accepted: Set<FileFormat>? = nil) {
            (self.noun, self.limit, self.accepted) = (noun, limit, accepted ?? Set(FileFormat.allCases))
        }

        public static let table = Kind("a CSV table", limit: 256 << 20, accepting: [.text, .utf16, .json])
        public static let tensors = Kind("a safetensors file", limit: 2 << 30, accepting: [.safetensors])
        public static let features = Kind("an .npy array or a safetensors file", limit: 2 << 30, accepting: [.npy, .safetensors])
        public static let json = Kind("JSON text", limit: 64 << 20, accepting: [.text, .json])
    }

    /// The bytes of an input.
    /// - Throws: `InputFileError`: it is not there, a folder, longer than the kind allows, or recognisably something else.
    public static func contents(of path: String, as kind: Kind) throws(InputFileError) -> Data {
        let data = try contents(of: path, limit: kind.limit)
        if let format = FileFormat(sniffing: data), !kind.accepted.contains(format) {
            throw .otherFormat(file: path, format: format, expected: kind.noun)
        }
        return data
    }

    /// The bytes of an input, whatever they are.
    public static func contents(of path: String, limit: Int) throws(InputFileError) -> Data {
        var file: Int32
        repeat { file = open(path, O_RDONLY | O_CLOEXEC) } while file < 0 && errno == EINTR
        guard file >= 0 else { throw InputFileError(file: path, code: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw InputFileError(file: path, code: errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw .folder(file: path) }
        // What a plain file says of its size spares copies; it is not believed, since the file may grow while it is read.
        let size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        guard size <= limit else { throw .tooLong(file: path, limit: limit) }
        var data = Data(capacity: size)
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        while true {
            let count = read(file, block.baseAddress, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw InputFileError(file: path, code: errno) }
            if count == 0 { return data }
            guard count <= limit - data.count else { throw .tooLong(file: path, limit: limit) }
            data.append(contentsOf: block[..<count])
        }
    }
}

/// Why an input cannot be read.
public enum InputFileError: Error, Hashable, Sendable {
    case missing(file: String)
    case folder(file: String)
    case unreadable(file: String, reason: String)
    case tooLong(file: String, limit: Int)
    case otherFormat(file: String, format: FileFormat, expected: String)

    /// What the system's error number says of a file.
    init(file: String, code: Int32) {
        switch code {
        case ENOENT, ENOTDIR: self = .missing(file: file)
        case EISDIR: self = .folder(file: file)
        case EACCES: self = .unreadable(file: file, reason: "permission denied")
        default: self = .unreadable(file: file, reason: String(cString: strerror(code)))
        }
    }
}

extension InputFileError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    /// The file and what is wrong with it.
    public var description: String {
        switch self {
        case .missing(let file), .folder(let file), .unreadable(let file, _), .tooLong(let file, _): "\(file): cannot be read: \(reason)"
        case .otherFormat(let file, _, _): "\(file): \(reason)"
        }
    }

    /// What is wrong, without the file.
    public var reason: String {
        switch self {
        case .missing: "there is no such file"
        case .folder: "it is a folder"
        case .unreadable(_, let reason): reason
        case .tooLong(_, let limit): "it holds more than \(Self.size(limit)), the most that is read of such a file"
        case .otherFormat(_, let format, let expected): "this is \(format.noun), not \(expected)\(format.advice(for: expected))"
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : bytes >= 1 << 10 ? "\(bytes >> 10) KiB" : "\(bytes) bytes"
    }
}
