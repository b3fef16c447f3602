import Foundation
import Tensors

extension NetworkTable {
    /// Reads a CSV file: a header with `depths`, `kernels` and `expands` (numbers divided by blanks) or with `arch` (any written form of a
    /// network), and at least one numeric column; then one row a network. Columns may stand in any order. An empty field or `nan` is a missing
    /// figure. A network that comes again is left out and reported in `duplicates`.
    /// - Throws: `BenchmarkTableError` with file, line, column, value and rule.
    public init(csv path: String, name: String? = nil) throws {
        try self.init(csvData: try CSVTable.contents(of: path), path: path, name: name)
    }

    /// Reads the bytes of a CSV file; `path` names it in errors.
    public init(csvData data: Data, path: String, name: String? = nil) throws {
        try CSVTable.checkUTF8(data, path: path)
        let title = name ?? URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        self = try data.withUnsafeBytes {
            try Self.read($0.assumingMemoryBound(to: UInt8.self), path: path, name: title)
        }
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>, path: String, name: String) throws -> NetworkTable {
        var records = CSVRecords(bytes)
        var fields: [CSVRecords.Field] = []
        guard try records.next(into: &fields, path: path) else { throw BenchmarkTableError.empty(file: path) }
        let names = try CSVHeader.checked(fields.map { records.text(of: $0) }, path: path)
        let form = try NetworkColumns(names, path: path)
        let figures = names.indices.filter { !form.places.contains($0) && names[$0] != "index" }
        guard !figures.isEmpty else { throw BenchmarkTableError.noNumericColumn(file: path) }

        var networks: [MobileNet] = [], values = figures.map { _ in [Double]() }
        var lineOfNetwork: [MobileNet: Int] = [:], duplicates: [Duplicate] = []
        while try records.next(into: &fields, path: path) {
            let line = records.line
            guard fields.count == names.count else {
                throw BenchmarkTableError.fieldCount(file: path, line: line, found: fields.count, expected: names.count)
            }
            let network = try form.network(fields, records, line: line, path: path)
            let row = try figures.map { try records.figure(fields[$0], line: line, column: names[$0], path: path) }
            if let firstLine = lineOfNetwork[network] {
                duplicates.append(Duplicate(line: line, firstLine: firstLine))
                continue
            }
            lineOfNetwork[network] = line
            networks.append(network)
            for (column, value) in row.enumerated() { values[column].append(value) }
        }
        guard !networks.isEmpty else { throw BenchmarkTableError.noRows(file: path) }
        let columns = zip(figures, values).map { Column(name: names[$0], values: $1) }
        return NetworkTable(name: name, networks: networks, columns: columns, duplicates: duplicates)
    }
}

/// Where a row of a table says which network it is of.
private enum NetworkColumns {
    case lists(depths: Int, kernels: Int, expands: Int)
    case arch(Int)

    init(_ names: [String], path: String) throws {
        let lists = ["depths", "kernels", "expands"].map { names.firstIndex(of: $0) }
        if let depths = lists[0], let kernels = lists[1], let expands = lists[2] {
            self = .lists(depths: depths, kernels: kernels, expands: expands)
        } else if let arch = names.firstIndex(of: "arch") {
            self = .arch(arch)
        } else {
            throw BenchmarkTableError.noNetworkColumns(file: path)
        }
    }

    var places: [Int] {
        switch self {
        case .lists(let depths, let kernels, let expands): [depths, kernels, expands]
        case .arch(let place): [place]
        }
    }

    func network(_ fields: [CSVRecords.Field], _ records: CSVRecords, line: Int, path: String) throws -> MobileNet {
        do {
            switch self {
            case .lists(let depths, let kernels, let expands):
                let lists = (records.bytes(of: fields[depths]), records.bytes(of: fields[kernels]), records.bytes(of: fields[expands]))
                if let network = MobileNet(digits: lists.0, lists.1, lists.2) { return network }
                return try MobileNet(
                    depths: records.text(of: fields[depths]), kernels: records.text(of: fields[kernels]),
                    expansions: records.text(of: fields[expands]))
            case .arch(let place):
                return try MobileNet(parsing: records.text(of: fields[place]))
            }
        } catch {
            throw BenchmarkTableError.invalidNetwork(file: path, line: line, reason: "\(error)")
        }
    }
}

extension MobileNet {
    /// The network of three lists of single digits, one blank between two; nil for anything else, which the slow way reads or says what is
    /// wrong with. Allocates nothing.
    init?(
        digits depths: UnsafeBufferPointer<UInt8>, _ kernels: UnsafeBufferPointer<UInt8>, _ expansions: UnsafeBufferPointer<UInt8>
    ) {
        let layers = MobileNet.layerCount
        guard depths.count == 2 * MobileNet.stageCount - 1, kernels.count == 2 * layers - 1, expansions.count == 2 * layers - 1 else {
            return nil
        }
        func digit(_ list: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
            guard place == 0 || list[2 * place - 1] == .space else { return -1 }
            return Int(list[2 * place]) - Int(UInt8.zero)
        }
        var codes = SIMD8<UInt16>(repeating: 0)
        for stage in 0..<MobileNet.stageCount {
            let depth = digit(depths, stage)
            guard Stage.depths.contains(depth) else { return nil }
            var (code, place) = (0, 1)
            for layer in 0..<MobileNet.layersPerStage {
                let node = stage * MobileNet.layersPerStage + layer
                let (kernel, expansion) = (digit(kernels, node), digit(expansions, node))
                if layer >= depth {
                    guard kernel == 0, expansion == 0 else { return nil }
                } else {
                    guard let found = Layer(kernel: kernel, expansion: expansion) else { return nil }
                    code += found.code * place
                    place *= Layer.count
                }
            }
            codes[stage] = UInt16(Stage.starts[depth - 2] + code)
        }
        self.init(knownCodes: codes)
    }
}
