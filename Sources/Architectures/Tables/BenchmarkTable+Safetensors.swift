import Tensors

/// The form in which tables are kept: F64 `values`, one row a column and one value an architecture; in a space that is not listed U8 `types`
/// [rows, nodes] and `edges` [rows, slots]; and the metadata `space`, `name`, `credit` and `columns` (names, one a line).
extension BenchmarkTable {
    /// The table with every digit, for keeping.
    func safetensors() -> Safetensors {
        var file = Safetensors(metadata: metadata)
        file.tensors["values"] = Safetensors.Tensor(columns.flatMap(\.values), shape: [columns.count, count])
        guard !space.isListed else { return file }
        let layout = space.layout
        file.tensors["types"] = Safetensors.Tensor(named.flatMap { $0.nodeTypes.map { UInt8($0) } }, shape: [count, layout.nodeCount])
        file.tensors["edges"] = Safetensors.Tensor(named.flatMap { $0.edges.map { $0 ? UInt8(1) : 0 } }, shape: [count, layout.slots.count])
        return file
    }

    /// A kept table.
    /// - Parameter find: the space of a name
    /// - Throws: `SafetensorsError` or `BenchmarkTableError.malformed`.
    init(_ file: Safetensors, find: (String) throws -> SearchSpace) throws {
        let space = try file.metadata["space"].map(find) ?? .usual, names = try Self.columnNames(of: file)
        let named = space.isListed ? [] : try space.forms.formerlyKept(file) ?? Self.architectures(of: file, in: space)
        guard Set(named).count == named.count else { throw BenchmarkTableError.malformed(file: file.name, rule: "an architecture stands there twice") }
        let count = space.list?.count ?? named.count
        let values = try file.doubles("values", shape: [names.count, count])
        guard !values.contains(where: \.isInfinite) else { throw BenchmarkTableError.malformed(file: file.name, rule: "a figure is infinite") }
        self.init(file: file, of: space, named, columnNames: names, values: values)
    }

    init(file: Safetensors, of space: SearchSpace, _ architectures: [Architecture] = [], columnNames: [String], values: [Double]) {
        let count = space.list?.count ?? architectures.count
        self.init(
            name: file.metadata["name"] ?? "", of: space, credit: file.metadata["credit"] ?? "", architectures: architectures,
            columns: columnNames.enumerated().map { place, name in
                Column(of: space, name: name, values: Array(values[place * count..<(place + 1) * count]))
            })
    }

    private static func architectures(of file: Safetensors, in space: SearchSpace) throws -> [Architecture] {
        let layout = space.layout, types = try file.uint8s("types"), count = types.count / max(layout.nodeCount, 1)
        guard types.count == count * layout.nodeCount else { throw BenchmarkTableError.malformed(file: file.name, rule: "'types' must have a type a node") }
        let edges = try file.uint8s("edges", shape: [count, layout.slots.count])
        return try (0..<count).map { row in
            let types = types[row * layout.nodeCount..<(row + 1) * layout.nodeCount].map(Int.init)
            let edges = edges[row * layout.slots.count..<(row + 1) * layout.slots.count].map { $0 == 1 }
            guard let architecture = Architecture(types: types, edges: edges, of: space) else {
                throw BenchmarkTableError.malformed(file: file.name, rule: "row \(row + 1) is no \(space.words.noun) of \(space.title)")
            }
            return architecture
        }
    }

    var metadata: [String: String] {
        ["space": space.name, "name": name, "credit": credit, "columns": columns.map(\.name).joined(separator: "\n")]
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
