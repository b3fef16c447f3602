import Foundation

/// The formats that are recognised by how a file begins, so that a message can name what was brought.
public enum FileFormat: Sendable, Hashable, CaseIterable {
    case safetensors, npy, npz, torch, pickle
    case parquet, arrow, hdf5, sqlite, excel
    case gzip, zip, bzip2, xz, zstandard, sevenZip, tar
    case picture, pdf, html, program, lfsPointer
    case json, utf16, text

    /// Nil where nothing is recognised, an empty file among them.
    public init?(sniffing data: Data) {
        let head = Array(data.prefix(4_096))
        guard let format = Self.binary(head, of: data) ?? Self.readable(head) else { return nil }
        self = format
    }

    private static func binary(_ head: [UInt8], of data: Data) -> FileFormat? {
        func begins(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        func begins(_ word: String) -> Bool { head.starts(with: word.utf8) }
        // Eight bytes of a header's length, then the header, a JSON object. First, since a length can look like any format's first bytes.
        if head.count > 9, head[8] == UInt8(ascii: "{"), head[3..<8].allSatisfy({ $0 == 0 }) { return .safetensors }
        if begins([0x93] + Array("NUMPY".utf8)) { return .npy }
        if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) { return archive(head) }
        if begins([0x1F, 0x8B]) { return .gzip }
        if begins("BZh") { return .bzip2 }
        if begins([0xFD] + Array("7zXZ".utf8)) { return .xz }
        if begins([0x28, 0xB5, 0x2F, 0xFD]) { return .zstandard }
        if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { return .sevenZip }
        if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) { return .tar }
        if begins("PAR1") { return .parquet }
        if begins("ARROW1") || begins("FEA1") { return .arrow }
        if begins([0x89] + Array("HDF\r\n".utf8)) { return .hdf5 }
        if begins("SQLite format 3\0") { return .sqlite }
        if begins([0xD0, 0xCF, 0x11, 0xE0]) { return .excel }
        if begins([0x89] + Array("PNG".utf8)) || begins([0xFF, 0xD8, 0xFF]) || begins("GIF8") { return .picture }
        if begins("%PDF-") { return .pdf }
        if begins([0x7F] + Array("ELF".utf8)) { return .program }
        if begins([0xFF, 0xFE]) || begins([0xFE, 0xFF]) { return .utf16 }
        // PyTorch's files before its version 1.6 begin with a pickled number.
        if begins([0x80, 2, 0x8A, 0x0A]) { return .torch }
        if head.count > 2, head[0] == 0x80, (2...5).contains(head[1]) { return .pickle }
        return nil
    }

    /// What the first name in a zip archive tells: many formats are one.
    private static func archive(_ head: [UInt8]) -> FileFormat {
        let names = String(decoding: head.prefix(512), as: UTF8.self)
        if names.contains("data.pkl") || names.contains(".format_version") { return .torch }
        if names.contains(".npy") { return .npz }
        return names.contains("[Content_Types].xml") || names.contains("xl/") ? .excel : .zip
    }

    private static func readable(_ head: [UInt8]) -> FileFormat? {
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard !head.isEmpty, !head.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }) else { return nil }
        let text = head.dropFirst(start).drop { $0 <= 0x20 }
        guard let first = text.first else { return nil }
        if text.starts(with: "version https://git-lfs".utf8) { return .lfsPointer }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
        let word = String(decoding: text.prefix(14), as: UTF8.self).lowercased()
        return word.hasPrefix("<!doctype html") || word.hasPrefix("<html") ? .html : .text
    }
}
