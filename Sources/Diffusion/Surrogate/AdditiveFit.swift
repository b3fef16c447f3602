import Architectures

/// A figure fitted as a sum over blocks, patterns and nodes, and how well it is one.
public struct AdditiveFit: Sendable {
    public let property: FactoredProperty
    /// Root mean square and largest of what the sum leaves of the figures, on the rows it was fitted to and on those held out.
    public let training, heldOut: Rest
    public let split: PlaceSplit

    public struct Rest: Sendable, Hashable {
        public let rows: Int
        public let deviation, largest: Double
    }

    /// - Parameters:
    ///   - property: a name that `figures(of:)` of the table knows
    ///   - seed: of the split; validation rows are fitted to as well
    /// - Throws: `TrainingError.unknownColumn`, `.tooFewFigures` (1,000 at least), `.constantColumn`
    public init(_ table: BenchmarkTable, property name: String, seed: UInt64) throws {
        guard let figures = table.figures(of: name) else {
            throw TrainingError.unknownColumn(table: table.name, column: name, known: table.columns.map(\.name))
        }
        split = PlaceSplit(rows: table.architectures, seed: seed).keeping { !figures[$0].isNaN }
        let rows = split.training + split.validation
        guard rows.count >= 1_000 else { throw TrainingError.tooFewFigures(column: name, found: rows.count, least: 1_000) }
        let figure = FactoredFigure(fitting: rows.map(table.architecture), of: table.space, to: rows.map { figures[$0] })
        guard FactoredProperty.spread(of: figure).deviation > 0 else {
            throw TrainingError.constantColumn(column: name, value: figures[rows[0]])
        }
        property = FactoredProperty(.named(name), figure)
        func rest(_ rows: [Int]) -> Rest {
            let errors = rows.map { figures[$0] - (figure.value(of: table.architecture($0)) ?? .nan) }
            let squares = errors.reduce(0) { $0 + $1 * $1 }
            return Rest(
                rows: rows.count, deviation: (squares / Double(max(rows.count, 1))).squareRoot(),
                largest: errors.reduce(0) { max($0, abs($1)) })
        }
        training = rest(rows)
        heldOut = rest(split.heldOut)
    }
}
