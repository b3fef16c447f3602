import Tensors

/// A table of either space.
public enum FigureTable: Sendable {
    case cells(BenchmarkTable)
    case networks(NetworkTable)

    /// Reads a CSV file; whether it is of cells or of networks is told by its header and first row.
    /// - Throws: `InputFileError`, `BenchmarkTableError`
    public init(csv path: String, name: String) throws {
        let text = try TableText(contentsOf: path)
        do {
            self = .cells(BenchmarkTable(try text.cells(), name: name))
        } catch BenchmarkTableError.otherSpace {
            self = .networks(try NetworkTable(text, name: name))
        }
    }

    /// - Throws: `SafetensorsError`, `BenchmarkTableError.malformed`
    init(kept path: String) throws {
        let file = try Safetensors(contentsOf: path)
        self = file.metadata["space"] == SearchSpace.mobilenetv3.name ? .networks(try NetworkTable(file)) : .cells(try BenchmarkTable(file))
    }

    func safetensors() -> Safetensors {
        switch self {
        case .cells(let table): table.safetensors()
        case .networks(let table): table.safetensors()
        }
    }

    public var space: SearchSpace {
        switch self {
        case .cells: .nasbench201
        case .networks: .mobilenetv3
        }
    }

    public var cells: BenchmarkTable? { if case .cells(let table) = self { table } else { nil } }
    public var networks: NetworkTable? { if case .networks(let table) = self { table } else { nil } }

    public var columnNames: [String] {
        switch self {
        case .cells(let table): table.columns.map(\.name)
        case .networks(let table): table.columns.map(\.name)
        }
    }

    /// Architectures with at least one figure.
    public var rowCount: Int {
        switch self {
        case .cells(let table): table.rowCount
        case .networks(let table): table.networks.indices.count { row in table.columns.contains { !$0.values[row].isNaN } }
        }
    }

    /// What the reading left out or changed.
    public var notes: [TableNote] {
        switch self {
        case .cells(let table): table.notes
        case .networks(let table): table.notes
        }
    }
}
