import Foundation
import Tensors

/// Where a command's result goes: standard output, or a file written whole.
enum Output {
    /// - Throws: `AtomicFileError`
    static func write(_ text: String, to file: String?) throws {
        let data = Data(text.utf8)
        if let file {
            try AtomicFile.write(data, to: file)
        } else {
            do {
                try FileHandle.standardOutput.write(contentsOf: data)
            } catch {
                throw AtomicFileError.cannotWrite(path: "standard output", reason: error.plainReason)
            }
        }
    }

    /// Makes sure that files can be written before work for them starts. - Throws: `AtomicFileError`
    static func check(_ files: [String?]) throws {
        for file in files.compactMap({ $0 }) { _ = try PendingFile(for: file) }
    }

    /// Keys sorted, so that the same result is the same bytes.
    static func json(_ content: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(content), as: UTF8.self) + "\n"
        } catch EncodingError.invalidValue(_, let context) {
            let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            throw CommandError.notFiniteResult(place: place.first == "." ? String(place.dropFirst()) : place)
        }
    }

    static func note(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }
}

extension Double {
    /// Nil where JSON has no number for it.
    var finite: Double? { isFinite ? self : nil }

    /// Four significant digits.
    var short: String { isFinite ? String(format: "%.4g", self) : "–" }

    func fixed(_ decimals: Int) -> String { isFinite ? String(format: "%.\(decimals)f", self) : "–" }
}

extension [String] {
    /// A line of CSV; a field that holds what divides fields or lines is quoted (RFC 4180).
    var csvLine: String {
        map { field in
            field.contains { $0 == "," || $0 == "\"" || $0.isNewline } ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
        }.joined(separator: ",") + "\n"
    }
}

/// Columns aligned by spaces: the first to the left, the others to the right.
struct TextTable {
    private var rows: [[String]]

    init(header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
