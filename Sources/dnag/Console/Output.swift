import Foundation
import Tensors
import Terminal

/// A report in every form that a command writes.
protocol FormedReport: Encodable {
    var text: String { get }
    var csv: String { get }
}

/// Where a command's result goes: standard output, or a file written whole.
enum Output {
    /// Writes a report. Whatever in it a terminal would obey is shown instead.
    /// - Throws: `AtomicFileError`, `Streams.Failure`
    static func write(_ text: String, to file: String?) throws {
        try write(data: Data(text.escapedLines().utf8), to: file)
    }

    /// Writes what other programs read, byte for byte; on a terminal as a report.
    /// - Parameter isForTerminals: what the terminal obeys is what it is there for
    /// - Throws: `AtomicFileError`, `Streams.Failure`
    static func write(data: Data, to file: String?, isForTerminals: Bool = false) throws {
        if let file {
            try AtomicFile.write(data, to: file)
        } else if Streams.outputIsTerminal, !isForTerminals {
            try Streams.write(Data(String(decoding: data, as: UTF8.self).escapedLines().utf8))
        } else {
            try Streams.write(data)
        }
    }

    /// Writes a report in the form that is asked for. - Throws: as `write(_:to:)`
    static func write(_ report: some FormedReport, _ format: OutputFormat, to file: String?) throws {
        switch format {
        case .text: try write(report.text, to: file)
        case .json: try write(try json(report), to: file)
        case .csv: try write(report.csv, to: file)
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
            return String(decoding: try encoder.encode(content), as: UTF8.self).escapedJSON() + "\n"
        } catch EncodingError.invalidValue(_, let context) {
            let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
            throw CommandError.notFiniteResult(place: place.first == "." ? String(place.dropFirst()) : place)
        }
    }

    static func note(_ text: String) { Streams.say(text.escapedLines() + "\n") }
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

    init(header: [String]) { rows = [header.map { $0.escaped() }] }

    mutating func add(_ row: [String]) { rows.append(row.map { $0.escaped(limit: 1_000) }) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { CharacterWidth.columns(of: $0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - CharacterWidth.columns(of: cell))
                return column == 0 ? cell + padding : padding + cell
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}
