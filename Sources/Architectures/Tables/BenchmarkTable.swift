/// Measured figures of NAS-Bench-201 cells, one column a property.
public struct BenchmarkTable: Sendable {
    /// One property of every cell, in its natural unit.
    public struct Column: Sendable {
        public let space: SearchSpace
        public let name: String
        /// By place in the space's list; NaN where the figure is missing.
        public let values: [Double]

        /// - Precondition: one value an architecture.
        public init(of space: SearchSpace = .nasbench201, name: String, values: [Double]) {
            let count = space.list?.count ?? 0
            precondition(values.count == count, "column '\(name)' has \(values.count) values, not \(count)")
            self.space = space
            self.name = name
            self.values = values
        }

        /// What is known of the property.
        public var info: PropertyInfo { .named(name, figures: values) }
    }

    public let name: String
    /// Where the figures come from and under which licence; empty for a user's own.
    public let credit: String
    public let columns: [Column]
    /// What its reading left out or changed.
    public let notes: [TableNote]

    public init(name: String, credit: String = "", columns: [Column], notes: [TableNote] = []) {
        self.name = name
        self.credit = credit
        self.columns = columns
        self.notes = notes
    }

    /// The column of a name.
    public subscript(column: String) -> Column? { columns.first { $0.name == column } }

    /// The figure of a cell; nil when the table lacks the column or the figure.
    public func value(_ column: String, _ cell: Cell) -> Double? {
        guard let value = self[column]?.values[cell.code], !value.isNaN else { return nil }
        return value
    }

    /// The number of cells with at least one figure.
    public var rowCount: Int {
        (0..<Cell.count).count { code in columns.contains { !$0.values[code].isNaN } }
    }
}
