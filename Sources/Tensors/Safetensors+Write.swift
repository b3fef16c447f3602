import Foundation

extension Safetensors {
    /// The bytes of the file. Equal contents give equal bytes: keys are sorted, and so are the values, those of wide
    /// types first so that every tensor is aligned.
    public func encoded() -> Data {
        let names = tensors.keys.sorted { left, right in
            let sizes = (tensors[left]?.type.size ?? 0, tensors[right]?.type.size ?? 0)
            return sizes.0 == sizes.1 ? left < right : sizes.0 > sizes.1
        }
        var body = Data()
        var entries: [String: String] = [:]
        for name in names {
            guard let tensor = tensors[name] else { continue }
            let begin = body.count
            body.append(tensor.data)
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            entries[name] = """
                {"dtype":"\(tensor.type.rawValue)","shape":[\(shape)],"data_offsets":[\(begin),\(body.count)]}
                """
        }
        var header = Data(headerJSON(entries: entries).utf8)
        header.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - header.count % 8) % 8))
        let size = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
        return size + header + body
    }

    /// Writes the file; a reader sees the old one or the new one, never a part.
    /// - Throws: `AtomicFileError`.
    public func write(to path: String) throws { try AtomicFile.write(encoded(), to: path) }

    private func headerJSON(entries: [String: String]) -> String {
        var fields = entries.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value)" }
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
            fields.insert("\"\(SafetensorsHeader.metadataKey)\":{\(texts.joined(separator: ","))}", at: 0)
        }
        return "{\(fields.joined(separator: ","))}"
    }

    /// A JSON string.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
