import Foundation
import Tensors

/// Why a table of figures cannot be read, kept or found.
public enum BenchmarkTableError: Error, Hashable, Sendable {
    case unreadable(file: String, reason: String)
    case notUTF8(file: String, line: Int)
    case notUTF16(file: String)
    case nul(file: String, line: Int)
    case notATable(file: String, line: Int)
    case tooManyColumns(file: String, count: Int, limit: Int)
    case tooManyFigures(file: String, limit: Int)
    case mixedDecimals(file: String, line: Int, value: String)
    case otherSpace(file: String, space: SearchSpace, wanted: SearchSpace)
    case otherSpaceOfTable(name: String, space: SearchSpace, wanted: SearchSpace)
    case openQuote(file: String, line: Int)
    case textAfterQuote(file: String, line: Int)
    case empty(file: String)
    case noRows(file: String, notes: [TableNote])
    case noArchColumn(file: String, space: SearchSpace, names: [String])
    case noNumericColumn(file: String, notes: [TableNote])
    case unusableColumnName(file: String, place: Int, name: String)
    case duplicateColumn(file: String, line: Int, name: String)
    case fieldCount(file: String, line: Int, found: Int, expected: Int)
    case invalidArch(file: String, line: Int, column: String?, reason: String)
    case notANumber(file: String, line: Int, column: String, value: String)
    case infinite(file: String, line: Int, column: String, value: String)
    case noBenchmarkOrder(file: String)
    case notCompact(file: String, column: String, value: Double)
    case malformed(file: String, rule: String)
    case unusableName(String)
    case nameTaken(String)
    case unknownName(String, known: [String])
}

extension BenchmarkTableError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): cannot be read: \(reason)"
        case .notUTF8(let file, let line):
            "\(file):\(line): the text is not UTF-8; save it as UTF-8"
        case .notUTF16(let file):
            "\(file): the text begins as UTF-16 and is not; save it as UTF-8"
        case .nul(let file, let line):
            "\(file):\(line): the text holds a NUL, which belongs to no table; save it as UTF-8"
        case .notATable(let file, let line):
            "\(file):\(line): the JSON is no table: expected a list of objects with 'arch' and numbers, one object a line, or an object of columns"
        case .tooManyColumns(let file, let count, let limit):
            "\(file):1: the header has \(count) columns; a table may have \(limit): leave out those that are not needed"
        case .tooManyFigures(let file, let limit):
            "\(file): the table has more than \(limit) figures; leave out rows or columns"
        case .mixedDecimals(let file, let line, let value):
            "\(file):\(line): '\(value.escaped())' has a comma where other numbers have a point; write all numbers with a point"
        case .otherSpace(let file, let space, let wanted):
            "\(file): this is a table of \(space.members), and one of \(wanted.members) is wanted here"
        case .otherSpaceOfTable(let name, let space, let wanted):
            "the table '\(name)' is one of \(space.members), and one of \(wanted.members) is wanted here"
        case .openQuote(let file, let line):
            "\(file):\(line): a quote is opened here and never closed"
        case .textAfterQuote(let file, let line):
            "\(file):\(line): text follows a closing quote; expected what divides fields (a comma, semicolon or tab) or the end of the line"
        case .empty(let file):
            "\(file): the file is empty; expected a header with 'arch' and columns of numbers"
        case .noRows(let file, let notes):
            "\(file): there is a header but no row with an architecture" + Self.text(notes)
        case .noArchColumn(let file, let space, let names):
            "\(file):1: no column is named 'arch', and no field of the first row is \(space.forms.examples); "
                + (names.contains("index") ? "if 'index' is the benchmark's number, name it 'arch'" : "name the column of the \(space.words.nouns) 'arch'")
        case .noNumericColumn(let file, let notes):
            "\(file):1: there is no column of numbers beside those that name the architecture" + Self.text(notes)
        case .unusableColumnName(let file, let place, let name):
            "\(file):1: column \(place) is named '\(name.escaped())'; a name must not be empty or hold control characters"
        case .duplicateColumn(let file, let line, let name):
            "\(file):\(line): column '\(name.escaped())' appears twice; give one another name"
        case .fieldCount(let file, let line, let found, let expected):
            "\(file):\(line): the row has \(found) \(found == 1 ? "field" : "fields"); the header has \(expected)"
        case .invalidArch(let file, let line, let column, let reason):
            "\(file):\(line): " + (column.map { "column '\($0.escaped())': " } ?? "") + reason
        case .notANumber(let file, let line, let column, let value):
            "\(file):\(line): column '\(column.escaped())': '\(value.escaped())' is not a number (leave it empty if it is missing)"
        case .infinite(let file, let line, let column, let value):
            "\(file):\(line): column '\(column.escaped())': '\(value.escaped())' is not finite (leave it empty if it is missing)"
        case .noBenchmarkOrder(let file):
            "\(file): the column 'index' must number all 15625 cells from 0 to 15624, each once"
        case .notCompact(let file, let column, let value):
            "\(file): column '\(column.escaped())': \(value) does not survive storage in 32 bits"
        case .malformed(let file, let rule):
            "\(file): not a stored table: \(rule)"
        case .unusableName(let name):
            "'\(name.escaped())' cannot name a table: use 1 to 64 letters, digits, '_' and '-' (ASCII)"
        case .nameTaken(let name):
            "a table named '\(name)' is there already; add --replace to replace it, or choose another --name"
        case .unknownName(let name, let known):
            "there is no table named '\(name.escaped())'; "
                + (known.isEmpty ? "none has been imported" : "there are: \(known.joined(separator: ", "))")
        }
    }
    private static func text(_ notes: [TableNote]) -> String { notes.map { "; \($0)" }.joined() }
}
