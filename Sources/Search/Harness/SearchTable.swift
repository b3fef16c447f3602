import Architectures

/// Figures that stand in for evaluations: looking one up is what training would be.
public struct SearchTable: Sendable {
    public struct Column: Sendable {
        public let name: String
        /// By architecture; NaN where there is none.
        public let values: [Double]

        public init(name: String, values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    public let name: String
    public let architectures: [Architecture]
    public let columns: [Column]
    private let places: [Architecture: Int]
    /// What is computed instead of looked up; nil where the rows are all there is.
    private let compute: (@Sendable (Architecture) -> [Double])?

    /// - Precondition: every architecture once, and a value for each in every column
    public init(name: String, architectures: [Architecture], columns: [Column]) {
        precondition(columns.allSatisfy { $0.values.count == architectures.count })
        self.name = name
        self.architectures = architectures
        self.columns = columns
        compute = nil
        places = Dictionary(uniqueKeysWithValues: zip(architectures, architectures.indices))
    }

    /// Figures that are computed, for a space that no table holds.
    /// - Parameters:
    ///   - columns: names of what `figures` gives of an architecture, in its order
    public init(name: String, columns: [String], figures: @escaping @Sendable (Architecture) -> [Double]) {
        self.name = name
        architectures = []
        self.columns = columns.map { Column(name: $0, values: []) }
        places = [:]
        compute = figures
    }

    /// Whether figures are computed, of any architecture.
    public var isComputed: Bool { compute != nil }

    public func column(_ name: String) throws -> Column {
        guard let column = columns.first(where: { $0.name == name }) else {
            throw SearchError.unknownColumn(name, table: self.name, known: columns.map(\.name))
        }
        return column
    }

    /// The figures of an architecture in these columns; NaN where there is none.
    public func values(_ columns: [Column], of architecture: Architecture) -> [Double] {
        if let compute {
            let figures = compute(architecture)
            return columns.map { column in self.columns.firstIndex { $0.name == column.name }.map { figures[$0] } ?? .nan }
        }
        guard let place = places[architecture] else { return columns.map { _ in .nan } }
        return columns.map { $0.values[place] }
    }

    /// A search of what the table has figures of.
    /// - Parameters:
    ///   - report: columns that are reported beside the objective's
    ///   - allowsMissing: whether architectures that lack a figure which others have are left out
    /// - Throws: `SearchError` where a column or, unless allowed, a figure is missing, or nothing is left
    public func problem(
        _ objective: Objective, in space: SearchedSpace, report: [String] = [], allowsMissing: Bool = false
    ) throws -> Problem {
        let needed = try objective.columns.map(column), reported = try report.map(column)
        if compute != nil { return Problem(space: space, objective: objective) }
        var isComplete = [Bool](repeating: true, count: architectures.count)
        let all = needed + reported
        let isListed = architectures.indices.map { place in all.contains { !$0.values[place].isNaN } }
        for column in all {
            let missing = architectures.indices.filter { isListed[$0] && column.values[$0].isNaN }
            for place in missing { isComplete[place] = false }
            if let first = missing.first, !allowsMissing {
                throw SearchError.missingFigures(
                    column: column.name, table: name, count: missing.count, first: architectures[first].archString)
            }
        }
        let admitted = Set(architectures.indices.filter { isListed[$0] && isComplete[$0] }.map { architectures[$0] })
        guard !admitted.isEmpty else { throw SearchError.nothingToSearch(table: name) }
        if !objective.constraints.isEmpty,
            !admitted.contains(where: { objective.isFeasible(values(needed, of: $0)) })
        {
            throw SearchError.nothingFeasible(
                constraints: objective.constraints.map(\.words))
        }
        // Draws from a space far larger than the table would hardly ever meet the table.
        let rows = space.listedCount == nil ? architectures.filter(admitted.contains) : nil
        return Problem(space: space, objective: objective, rows: rows, admits: { admitted.contains($0) })
    }
}

extension SearchTable {
    /// The columns of a table of any space.
    public init(_ table: BenchmarkTable) {
        self.init(
            name: table.name, architectures: (0..<table.count).map(table.architecture), columns: table.columns.map { Column(name: $0.name, values: $0.values) })
    }
}
