import Architectures

extension TableSet {
    /// A tilt of fewer cells is a choice among a handful, which no distribution over the space can be held against.
    static let leastTilted = 100

    /// A column that a tilt can tell cells apart by.
    /// - Throws: `CommandError.noFigures`, `.tooFewFigures`, `.constantFigures`
    func tiltable(_ name: String) throws -> BenchmarkTable.Column {
        let column = try column(name), measured = column.values.filter { !$0.isNaN }
        guard measured.count >= Self.leastTilted else {
            throw CommandError.tooFewFigures(property: name, found: measured.count, least: Self.leastTilted, use: "a tilt")
        }
        if let first = measured.first, measured.allSatisfy({ $0 == first }) {
            throw CommandError.constantFigures(property: name, value: first)
        }
        return column
    }
}
