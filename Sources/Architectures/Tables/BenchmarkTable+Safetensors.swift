import Tensors

/// The form in which tables are kept: `values`, one row a column and one value a cell by code, and the metadata
/// `name`, `credit` and `columns` (names, one a line).
extension BenchmarkTable {
    /// The table with every digit, for keeping.
    func safetensors() -> Safetensors {
        var file = Safetensors(metadata: metadata)
        file.tensors["values"] = Safetensors.Tensor(columns.flatMap(\.values), shape: [columns.count, Cell.count])
        return file
    }

    /// A kept table.
    /// - Throws: `SafetensorsError` or `BenchmarkTableError.malformed`.
    init(_ file: Safetensors) throws {
        let names = try BenchmarkTable.columnNames(of: file)
        let values = try file.doubles("values", shape: [names.count, Cell.count])
        guard !values.contains(where: \.isInfinite) else {
            throw BenchmarkTableError.malformed(file: file.name, rule: "a figure is infinite")
        }
        self.init(file: file, columnNames: names, values: values)
    }

    init(file: Safetensors, columnNames: [String], values: [Double]) {
        self.init(
            name: file.metadata["name"] ?? "", credit: file.metadata["credit"] ?? "",
            columns: columnNames.enumerated().map { place, name in
                Column(name: name, values: Array(values[(place * Cell.count)..<((place + 1) * Cell.count)]))
            })
    }

    var metadata: [String: String] {
        ["name": name, "credit": credit, "columns": columns.map(\.name).joined(separator: "\n")]
    }

    static func columnNames(of file: Safetensors) throws -> [String] {
        let names = (file.metadata["columns"] ?? "").split(separator: "\n").map(String.init)
        guard !names.isEmpty, Set(names).count == names.count else {
            throw BenchmarkTableError.malformed(
                file: file.name, rule: "its metadata 'columns' must name the columns, each once")
        }
        return names
    }
}
