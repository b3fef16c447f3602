import Foundation

extension Safetensors {
    /// Reads a file, or what comes through a pipe.
    /// - Throws: `InputFileError`; `SafetensorsError` naming file, tensor, value and rule. No file, however damaged, crashes.
    public init(contentsOf path: String) throws {
        try self.init(data: try InputFile.contents(of: path, as: .tensors), name: path)
    }

    /// Reads the bytes of a file.
    /// - Parameter name: names the source in errors.
    /// - Throws: `SafetensorsError`.
    public init(data: Data, name: String) throws {
        let headerSize = try Safetensors.headerSize(of: data, name: name)
        let header: SafetensorsHeader
        do {
            header = try JSONDecoder().decode(SafetensorsHeader.self, from: data.dropFirst(8).prefix(headerSize))
        } catch {
            throw SafetensorsError.headerNotJSON(file: name)
        }
        guard let metadata = header.metadata else { throw SafetensorsError.metadataNotText(file: name) }

        let body = data.dropFirst(8 + headerSize)
        var end = 0
        var tensors: [String: Tensor] = [:], unread: [String: String] = [:]
        for entry in try header.entries.map({ try $0.checked(file: name) }).sorted(by: { $0.order < $1.order }) {
            guard entry.end <= body.count else {
                throw SafetensorsError.outsideFile(file: name, tensor: entry.name, end: entry.end, size: body.count)
            }
            if entry.begin < end {
                throw SafetensorsError.overlap(file: name, tensor: entry.name, begin: entry.begin, previousEnd: end)
            }
            if entry.begin > end {
                throw SafetensorsError.gap(file: name, begin: end, end: entry.begin)
            }
            end = entry.end
            guard let type = ElementType(rawValue: entry.type) else {
                unread[entry.name] = entry.type
                continue
            }
            let bytes = body.dropFirst(entry.begin).prefix(entry.end - entry.begin)
            guard let tensor = Tensor(type: type, shape: entry.shape, data: bytes) else {
                throw SafetensorsError.wrongSize(
                    file: name, tensor: entry.name, type: entry.type, shape: entry.shape, bytes: entry.end - entry.begin)
            }
            tensors[entry.name] = tensor
        }
        guard end == body.count else { throw SafetensorsError.gap(file: name, begin: end, end: body.count) }
        self.init(metadata: metadata, tensors: tensors, name: name)
        self.unread = unread
    }

    /// The format's own limit, in bytes.
    private static let longestHeader = 100_000_000

    /// The header's length, checked against the file's.
    private static func headerSize(of data: Data, name: String) throws -> Int {
        guard data.count >= 8 else { throw SafetensorsError.tooShort(file: name, size: data.count) }
        let size = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard size <= UInt64(data.count - 8) else {
            throw SafetensorsError.headerOutsideFile(file: name, header: size, size: data.count)
        }
        guard size <= UInt64(longestHeader) else {
            throw SafetensorsError.headerTooLong(file: name, header: size, limit: longestHeader)
        }
        return Int(size)
    }
}
