import Tensors

/// The form in which tables of networks are kept: U16 `stages` [networks, 5], F64 `values` [columns, networks], and the metadata `space`,
/// `name` and `columns` (names, one a line).
extension NetworkTable {
    /// The table with every digit, for keeping.
    func safetensors() -> Safetensors {
        var file = Safetensors(
            metadata: ["space": SearchSpace.mobilenetv3.name, "name": name, "columns": columns.map(\.name).joined(separator: "\n")])
        file.tensors["stages"] = Safetensors.Tensor(
            networks.flatMap { network in network.stages.map { UInt16($0.code) } }, shape: [networks.count, MobileNet.stageCount])
        file.tensors["values"] = Safetensors.Tensor(columns.flatMap(\.values), shape: [columns.count, networks.count])
        return file
    }

    /// A kept table.
    /// - Throws: `SafetensorsError` or `BenchmarkTableError.malformed`
    init(_ file: Safetensors) throws {
        let names = try BenchmarkTable.columnNames(of: file)
        let codes = try file.uint16s("stages").map { Int($0) }, count = codes.count / MobileNet.stageCount
        let networks = (0..<count).compactMap { row -> MobileNet? in
            try? MobileNet((0..<MobileNet.stageCount).compactMap { MobileNet.Stage(code: codes[MobileNet.stageCount * row + $0]) })
        }
        guard codes.count == MobileNet.stageCount * count, networks.count == count, Set(networks).count == count else {
            throw BenchmarkTableError.malformed(file: file.name, rule: "'stages' must name networks, each once")
        }
        let values = try file.doubles("values", shape: [names.count, count])
        guard !values.contains(where: \.isInfinite) else { throw BenchmarkTableError.malformed(file: file.name, rule: "a figure is infinite") }
        self.init(
            name: file.metadata["name"] ?? "", networks: networks,
            columns: names.enumerated().map { Column(name: $1, values: Array(values[$0 * count..<($0 + 1) * count])) })
    }
}
