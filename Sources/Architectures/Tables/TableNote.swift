import Tensors

/// What the reading of a table left out or changed, to be told beside the table.
public enum TableNote: Sendable, Hashable {
    /// A column that counts the rows.
    case runningNumber(column: String)
    /// A column of the seeds of the rows.
    case seeds(column: String)
    /// A column without a single number.
    case text(column: String, example: String, line: Int)
    /// Rows that name no architecture.
    case nameless(rows: Int, firstLine: Int)
    /// Rows whose column 'valid' says false.
    case invalid(rows: Int, firstLine: Int)
    /// Architectures that stand in more than one row.
    case repeated(architectures: Int, rows: Int)
    case decimalCommas(example: String, line: Int)
    /// Latencies of cells that no image passes through.
    case pathless(cells: Int, columns: [String])
}

extension TableNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .runningNumber(let column):
            column.isEmpty ? "the column without a name counts the rows and is left out" : "column '\(column.escaped())' counts the rows and is left out"
        case .seeds(let column):
            "column '\(column.escaped())' holds seeds and is left out"
        case .text(let column, let example, let line):
            "column '\(column.escaped())' holds text ('\(example.escaped(limit: 40))' on line \(line)) and is left out"
        case .nameless(let rows, let line):
            "\(rows) \(rows == 1 ? "row names" : "rows name") no architecture and \(rows == 1 ? "is" : "are") left out (line \(line)\(rows == 1 ? "" : ", …"))"
        case .invalid(let rows, let line):
            "\(rows) \(rows == 1 ? "row is" : "rows are") not valid by the column 'valid' and left out (line \(line)\(rows == 1 ? "" : ", …"))"
        case .repeated(let architectures, let rows):
            "\(architectures) \(architectures == 1 ? "architecture stands" : "architectures stand") in more than one row (\(rows) rows in all): the means are taken"
        case .decimalCommas(let example, let line):
            "commas are read as decimal points ('\(example.escaped(limit: 40))' on line \(line))"
        case .pathless(let cells, let columns):
            "\(cells) \(cells == 1 ? "cell has" : "cells have") no path from input to output; their latencies are left out "
                + "(\(columns.map { $0.escaped() }.joined(separator: ", ")))"
        }
    }
}
