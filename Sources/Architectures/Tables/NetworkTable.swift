/// Figures of MobileNetV3 networks: a list of networks and one column a property.
public struct NetworkTable: Sendable {
    /// One figure of every network, in the file's own unit.
    public struct Column: Sendable {
        public let name: String
        /// By row; NaN where the figure is missing.
        public let values: [Double]

        public init(name: String, values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    public let name: String
    public let networks: [MobileNet]
    public let columns: [Column]
    /// What its reading left out or changed.
    public let notes: [TableNote]

    /// - Precondition: a value a network in every column.
    public init(name: String, networks: [MobileNet], columns: [Column], notes: [TableNote] = []) {
        precondition(columns.allSatisfy { $0.values.count == networks.count }, "a column has a value for each network")
        self.name = name
        self.networks = networks
        self.columns = columns
        self.notes = notes
    }

    /// The column of a name.
    public subscript(column: String) -> Column? { columns.first { $0.name == column } }

    /// The figures of a property in the property's unit: of the column of its name, else of one that is known to be it in another unit or by
    /// another name. NaN where there is none; nil when there is no such column.
    public func figures(of property: String) -> [Double]? {
        if let column = self[property] { return column.values }
        for (name, factor) in Self.otherNames[property] ?? [] {
            if let column = self[name] { return column.values.map { factor * $0 } }
        }
        return nil
    }

    private static let otherNames: [String: [(name: String, factor: Double)]] = [
        "params_m": [("params", 1e-6)], "macs_m": [("macs", 1e-6)], "latency_ms_note10": [("note10_latency_ms", 1)],
    ]
}
