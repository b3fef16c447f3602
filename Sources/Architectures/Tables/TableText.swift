import Foundation
import Tensors

/// The text of a table, as UTF-8 without a single NUL, whatever it came in: UTF-8, UTF-16 with its mark, or JSON.
struct TableText {
    let bytes: Data
    let path: String

    init(contentsOf path: String) throws { try self.init(try InputFile.contents(of: path, as: .table), path: path) }

    /// - Throws: `BenchmarkTableError` with the line that is no text
    init(_ data: Data, path: String) throws {
        var data = data
        switch FileFormat(sniffing: data) {
        case .utf16:
            guard let text = String(data: data, encoding: .utf16) else { throw BenchmarkTableError.notUTF16(file: path) }
            data = Data(text.utf8)
        case .json: data = try TableJSON.csv(data, path: path)
        default: break
        }
        try Self.check(data, path: path)
        (bytes, self.path) = (data, path)
    }

    private static func check(_ data: Data, path: String) throws {
        guard data.contains(where: { $0 >= 0x80 || $0 == 0 }) else { return }
        for (offset, line) in data.split(separator: .newline, omittingEmptySubsequences: false).enumerated() {
            if line.contains(0) { throw BenchmarkTableError.nul(file: path, line: offset + 1) }
            if String(bytes: line, encoding: .utf8) == nil { throw BenchmarkTableError.notUTF8(file: path, line: offset + 1) }
        }
    }
}
