import Foundation
import Tensors

extension BenchmarkTable {
    /// Reads a CSV file: a header with `arch` (any written form of a cell) and at least one column of numbers, then rows. Where no column is
    /// named `arch`, the first whose field in the first row is an arch string, a tuple or `#1462` is taken for it.
    ///
    /// Cells may be missing or stand in several rows, whose mean is taken; columns may stand in any order. Columns of text and columns that
    /// count the rows are left out. What was left out or changed is told in `notes`.
    /// - Throws: `InputFileError`; `BenchmarkTableError` with file, line, column, value and rule
    public init(csv path: String, name: String) throws { self.init(try TableText(contentsOf: path).cells(), name: name) }

    /// Reads the bytes of a CSV file; `path` names it in errors.
    public init(csvData data: Data, path: String, name: String) throws { self.init(try TableText(data, path: path).cells(), name: name) }

    init(_ rows: FigureRows<Int>, name: String) {
        self.init(name: name, columns: rows.columns.map { Column(name: $0.name, values: rows.byCode($0.values)) }, notes: rows.notes)
    }
}

extension TableText {
    /// The rows of a table of cells, by `Cell.code`.
    func cells() throws -> FigureRows<Int> {
        try FigureRows(self) { names, firstRow in try FigureRows.cells(names, firstRow, path: path) }
    }
}

extension FigureRows<Int> {
    /// Figures by `Cell.code`; NaN where there is none.
    func byCode(_ values: [Double]) -> [Double] {
        var figures = [Double](repeating: .nan, count: Cell.count)
        for (code, value) in zip(keys, values) { figures[code] = value }
        return figures
    }
}
