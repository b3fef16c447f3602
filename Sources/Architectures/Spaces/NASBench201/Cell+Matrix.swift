extension Cell {
    /// The cell of an 8×7 one-hot matrix: rows input, six edges, output; columns as in `NodeType`.
    /// - Throws: `CellError` naming the row (and column), counted from 0.
    public init(matrix: [[Int]]) throws {
        guard matrix.count == 8 else { throw CellError.matrixShape(rows: matrix.count, row: nil, columns: nil) }
        let types = try matrix.enumerated().map { try Cell.nodeType(row: $0.offset, $0.element) }
        if types[0] != .input { throw CellError.matrixType(row: 0, type: types[0], rule: "the first row is 'input'") }
        if types[7] != .output { throw CellError.matrixType(row: 7, type: types[7], rule: "the last row is 'output'") }
        try self.init(
            (1...6).map { row in
                guard let operation = types[row].operation else {
                    throw CellError.matrixType(row: row, type: types[row], rule: "rows 1 to 6 are operations")
                }
                return operation
            })
    }

    /// The 8×7 one-hot matrix of the cell: rows input, six edges, output; columns as in `NodeType`.
    public var matrix: [[Int]] {
        nodeTypes.map { type in NodeType.allCases.map { $0 == type ? 1 : 0 } }
    }

    private static func nodeType(row: Int, _ values: [Int]) throws -> NodeType {
        guard values.count == NodeType.allCases.count else {
            throw CellError.matrixShape(rows: 8, row: row, columns: values.count)
        }
        if let column = values.firstIndex(where: { $0 != 0 && $0 != 1 }) {
            throw CellError.matrixEntry(row: row, column: column, value: values[column])
        }
        let types = NodeType.allCases.filter { values[$0.rawValue] == 1 }
        guard types.count == 1 else { throw CellError.matrixRow(row: row, ones: types.count) }
        return types[0]
    }
}
