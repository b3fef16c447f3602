import Foundation

/// Why a table of figures cannot be read, kept or found.
public enum BenchmarkTableError: Error, Hashable, Sendable {
    case unreadable(file: String, reason: String)
    case notUTF8(file: String, line: Int)
    case openQuote(file: String, line: Int)
    case textAfterQuote(file: String, line: Int)
    case empty(file: String)
    case noRows(file: String)
    case noArchColumn(file: String)
    case noNetworkColumns(file: String)
    case noNumericColumn(file: String)
    case unusableColumnName(file: String, place: Int, name: String)
    case duplicateColumn(file: String, name: String)
    case fieldCount(file: String, line: Int, found: Int, expected: Int)
    case invalidArch(file: String, line: Int, column: String, reason: String)
    case invalidNetwork(file: String, line: Int, reason: String)
    case duplicateArch(file: String, line: Int, column: String, arch: String, firstLine: Int)
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
            "\(file):\(line): the text is not UTF-8"
        case .openQuote(let file, let line):
            "\(file):\(line): a quote is opened here and never closed"
        case .textAfterQuote(let file, let line):
            "\(file):\(line): text follows a closing quote; expected a comma or the end of the line"
        case .empty(let file):
            "\(file): the file is empty; expected a header with 'arch' and numeric columns"
        case .noRows(let file):
            "\(file): there is a header but no row"
        case .noArchColumn(let file):
            "\(file):1: the header has no column 'arch', and no field of the first row is an arch string"
        case .noNetworkColumns(let file):
            "\(file):1: the header must have the columns 'depths', 'kernels' and 'expands', or a column 'arch'"
        case .noNumericColumn(let file):
            "\(file):1: the header has no column of figures beside those that name the architecture"
        case .unusableColumnName(let file, let place, let name):
            "\(file):1: column \(place) is named '\(name)'; a name must not be empty or hold control characters"
        case .duplicateColumn(let file, let name):
            "\(file):1: column '\(name)' appears twice"
        case .fieldCount(let file, let line, let found, let expected):
            "\(file):\(line): the row has \(found) fields; the header has \(expected)"
        case .invalidArch(let file, let line, let column, let reason):
            "\(file):\(line): column '\(column)': \(reason)"
        case .invalidNetwork(let file, let line, let reason):
            "\(file):\(line): \(reason)"
        case .duplicateArch(let file, let line, let column, let arch, let firstLine):
            "\(file):\(line): column '\(column)': '\(arch)' stands on line \(firstLine) already"
        case .notANumber(let file, let line, let column, let value):
            "\(file):\(line): column '\(column)': '\(value)' is not a number (leave it empty if it is missing)"
        case .infinite(let file, let line, let column, let value):
            "\(file):\(line): column '\(column)': '\(value)' is not finite"
        case .noBenchmarkOrder(let file):
            "\(file): the column 'index' must number all 15625 cells from 0 to 15624, each once"
        case .notCompact(let file, let column, let value):
            "\(file): column '\(column)': \(value) does not survive storage with four decimals in 32 bits"
        case .malformed(let file, let rule):
            "\(file): not a stored table: \(rule)"
        case .unusableName(let name):
            "'\(name)' cannot name a table: use 1 to 64 letters, digits, '_' and '-' (ASCII)"
        case .nameTaken(let name):
            "a table named '\(name)' is there already; say that it may be replaced, or choose another name"
        case .unknownName(let name, let known):
            "there is no table named '\(name)'; "
                + (known.isEmpty ? "none has been imported" : "there are: \(known.joined(separator: ", "))")
        }
    }
}
