/// Measured figures of a space's architectures, one column a property.
///
/// Of a listed space every place of the list is a row, figures that are missing being NaN. Of another the rows are the architectures that the table
/// names.
public struct BenchmarkTable: Sendable {
    /// One property of every row, in its natural unit.
    public struct Column: Sendable {
        public let space: SearchSpace
        public let name: String
        /// By row, which in a listed space is the place; NaN where the figure is missing.
        public let values: [Double]

        /// - Precondition: of a listed space one value an architecture.
        public init(of space: SearchSpace, name: String, values: [Double]) {
            if let count = space.list?.count { precondition(values.count == count, "column '\(name)' has \(values.count) values, not \(count)") }
            self.space = space
            self.name = name
            self.values = values
        }

        /// What is known of the property.
        public var info: PropertyInfo { .named(name, figures: values) }
    }

    public let name: String
    public let space: SearchSpace
    /// Where the figures come from and under which licence; empty for a user's own.
    public let credit: String
    public let columns: [Column]
    /// What its reading left out or changed.
    public let notes: [TableNote]
    /// Of the rows; empty where the rows are the list of the space.
    let named: [Architecture]

    /// - Parameter architectures: of each row; none in a listed space
    /// - Precondition: a value a row in every column
    public init(
        name: String, of space: SearchSpace, credit: String = "", architectures: [Architecture] = [], columns: [Column], notes: [TableNote] = []
    ) {
        precondition(
            space.isListed ? architectures.isEmpty : columns.allSatisfy { $0.values.count == architectures.count }, "a column has a value for each row")
        self.name = name
        self.space = space
        self.credit = credit
        self.columns = columns
        self.notes = notes
        named = architectures
    }

    /// The same figures under another name, or fewer of them.
    public func with(name: String? = nil, columns: [Column]? = nil, notes: [TableNote]? = nil) -> BenchmarkTable {
        BenchmarkTable(
            name: name ?? self.name, of: space, credit: credit, architectures: named, columns: columns ?? self.columns, notes: notes ?? self.notes)
    }

    /// The number of rows, with and without figures.
    public var count: Int { space.list?.count ?? named.count }

    /// The architecture of a row. - Precondition: there is such a row
    public func architecture(_ row: Int) -> Architecture { space.isListed ? Architecture(listed: row, of: space) : named[row] }

    /// The architecture of each row.
    public var architectures: [Architecture] { space.isListed ? (0..<count).map(architecture) : named }

    /// The column of a name.
    public subscript(column: String) -> Column? { columns.first { $0.name == column } }

    /// The figure of a listed architecture; nil when the table lacks the column or the figure.
    public func value(_ column: String, _ architecture: Architecture) -> Double? {
        guard architecture.space == space, let place = architecture.place, let value = self[column]?.values[place], !value.isNaN else { return nil }
        return value
    }

    /// The number of architectures with at least one figure.
    public var rowCount: Int { (0..<count).count { row in columns.contains { !$0.values[row].isNaN } } }

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
