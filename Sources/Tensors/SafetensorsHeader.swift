/// The JSON header as it stands in a file: nothing in it is believed until `checked`.
struct SafetensorsHeader: Decodable {
    /// One tensor's entry; a part is nil when it is missing or of another kind.
    struct Entry {
        let name: String
        let type: String?
        let shape: [Int]?
        let offsets: [Int]?
    }

    /// An entry whose parts make sense by themselves.
    struct CheckedEntry {
        let name: String
        /// As the file names it; it need not be one that we know.
        let type: String
        let shape: [Int]
        let begin: Int
        let end: Int

        /// Tensors by their place; the name settles it between empty ones.
        var order: (Int, Int, String) { (begin, end, name) }
    }

    /// Nil when it holds something other than texts.
    let metadata: [String: String]?
    let entries: [Entry]

    private enum EntryKey: String, CodingKey {
        case type = "dtype", shape, offsets = "data_offsets"
    }

    private struct NameKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    static let metadataKey = "__metadata__"

    init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: NameKey.self)
        let metadataKey = NameKey(stringValue: Self.metadataKey)
        metadata = names.contains(metadataKey) ? try? names.decode([String: String].self, forKey: metadataKey) : [:]
        entries = names.allKeys.filter { $0.stringValue != Self.metadataKey }.map { key in
            let parts = try? names.nestedContainer(keyedBy: EntryKey.self, forKey: key)
            return Entry(
                name: key.stringValue,
                type: try? parts?.decode(String.self, forKey: .type),
                shape: try? parts?.decode([Int].self, forKey: .shape),
                offsets: try? parts?.decode([Int].self, forKey: .offsets))
        }
    }
}

extension SafetensorsHeader.Entry {
    /// - Throws: `SafetensorsError` naming the part that is wrong.
    func checked(file: String) throws -> SafetensorsHeader.CheckedEntry {
        guard let type else { throw SafetensorsError.badEntry(file: file, tensor: name, part: "dtype") }
        guard let shape else { throw SafetensorsError.badEntry(file: file, tensor: name, part: "shape") }
        guard let offsets, offsets.count == 2 else {
            throw SafetensorsError.badEntry(file: file, tensor: name, part: "data_offsets")
        }
        if let known = Safetensors.ElementType(rawValue: type), Safetensors.byteCount(known, shape) == nil {
            throw SafetensorsError.impossibleShape(file: file, tensor: name, shape: shape)
        }
        guard offsets[0] >= 0, offsets[0] <= offsets[1] else {
            throw SafetensorsError.badOffsets(file: file, tensor: name, begin: offsets[0], end: offsets[1])
        }
        return SafetensorsHeader.CheckedEntry(
            name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
    }
}
