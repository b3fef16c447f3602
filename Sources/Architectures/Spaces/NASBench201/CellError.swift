import Foundation
import Tensors

/// Why a text, tuple or matrix is not a cell.
public enum CellError: Error, Hashable, Sendable {
    /// An arch string breaks off from its form at a character (counted from 1).
    case archString(String, position: Int, expected: String)
    /// A tuple's text breaks off from its form at a character (counted from 1).
    case tuple(String, position: Int, expected: String)
    case number(String, position: Int, expected: String)
    case unknownForm(String)
    case indexOutOfRange(String)
    case indexWithoutOrder(String)
    case operationCount(Int)
    case tupleCount(Int)
    case tupleEntry(place: Int, value: Int)
    case matrixShape(rows: Int, row: Int?, columns: Int?)
    case matrixEntry(row: Int, column: Int, value: Int)
    case matrixRow(row: Int, ones: Int)
    case matrixType(row: Int, type: NodeType, rule: String)
}

extension CellError: CustomStringConvertible, LocalizedError {
    static let acceptedForms = """
        a cell is written as an arch string (|nor_conv_3x3~0|+|skip_connect~0|none~1|+|none~0|none~1|avg_pool_3x3~2|), \
        a NASLib tuple ((4,0,3,1,2,2)) or a number in the benchmark's order, 0 to 15624 (1462 or #1462)
        """

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .archString(let text, let position, let expected):
            "'\(text.escaped(limit: 120))' is not an arch string: at character \(position), expected \(expected)"
        case .tuple(let text, let position, let expected):
            "'\(text.escaped(limit: 120))' is not a NASLib tuple: at character \(position), expected \(expected)"
        case .number(let text, let position, let expected):
            "'\(text.escaped(limit: 120))' is not a cell number: at character \(position), expected \(expected)"
        case .unknownForm(let text):
            "'\(text.escaped(limit: 120))' is not a cell: at character 1, \(CellError.acceptedForms)"
        case .indexOutOfRange(let text):
            "number \(text) is out of range: the benchmark's cells are numbered from 0 to \(Cell.count - 1)"
        case .indexWithoutOrder(let text):
            "number \(text) needs the benchmark's order, which no loaded table gives"
        case .operationCount(let count):
            "a cell has 6 operations, not \(count)"
        case .tupleCount(let count):
            "a NASLib tuple has 6 entries, not \(count)"
        case .tupleEntry(let place, let value):
            "entry \(place) of the NASLib tuple is \(value); entries run from 0 to 4"
        case .matrixShape(let rows, .some(let row), .some(let columns)):
            "row \(row) of the matrix has \(columns) columns (of \(rows) rows); a cell's matrix is 8×7"
        case .matrixShape(let rows, _, _):
            "the matrix has \(rows) rows; a cell's matrix is 8×7"
        case .matrixEntry(let row, let column, let value):
            "row \(row), column \(column) of the matrix is \(value); entries are 0 or 1"
        case .matrixRow(let row, let ones):
            "row \(row) of the matrix has \(ones) ones; every row has exactly one"
        case .matrixType(let row, let type, let rule):
            "row \(row) of the matrix is '\(type.label)'; \(rule)"
        }
    }
}
