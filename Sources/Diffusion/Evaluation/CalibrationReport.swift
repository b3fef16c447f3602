import Architectures
import Tensors

/// How well a surrogate says what was measured of architectures that its calibration has not seen: each is left out once, with its fold.
///
/// Only the calibration is made anew. The labels that the surrogate learned hold no measured figure.
public struct CalibrationReport: Sendable, Hashable {
    /// Architectures that belong together, and how well they are predicted.
    public struct Part: Sendable, Hashable {
        public let name: String
        public let rows: Int
        /// nil of fewer than `FactoredPredictorReport.leastRows`
        public let spearman, error: Double?
    }

    public let folds: Int
    /// All, the best quarter by what was measured, and those that are far from all they were predicted from.
    public let parts: [Part]

    /// An architecture is far where it differs from each in at least this share of its nodes.
    private static let farShare = 0.2
    /// Of more rows nobody asks which are far: it takes the square of their number.
    private static let mostCompared = 5_000

    /// - Parameters:
    ///   - values: what was measured, one an architecture
    ///   - folds: 2 at least
    ///   - seed: of what goes into which fold; isomorphic architectures go into one
    /// - Throws: `TrainingError.tooFewFigures` with fewer than 100 architectures
    public init(_ surrogate: FactoredSurrogate, on architectures: [Architecture], measured values: [Double], folds: Int, seed: UInt64) throws {
        guard architectures.count >= 100 else {
            throw TrainingError.tooFewFigures(column: surrogate.property, found: architectures.count, least: 100)
        }
        self.folds = folds
        var generator = PhiloxGenerator(seed: seed, stream: 0x5B19), fold = [Int](repeating: 0, count: architectures.count)
        for (number, members) in IsomorphClasses(of: architectures).members.shuffled(using: &generator).enumerated() {
            for member in members { fold[member] = number % folds }
        }
        var found = [Double](repeating: .nan, count: architectures.count)
        for own in 0..<folds {
            let (known, asked) = (fold.indices.filter { fold[$0] != own }, fold.indices.filter { fold[$0] == own })
            let calibrated = surrogate.calibrated(on: known.map { architectures[$0] }, measured: known.map { values[$0] })
            for (row, value) in zip(asked, calibrated.measured(asked.map { architectures[$0] })) { found[row] = value }
        }
        func part(_ name: String, _ rows: [Int]) -> Part {
            guard rows.count >= FactoredPredictorReport.leastRows else { return Part(name: name, rows: rows.count, spearman: nil, error: nil) }
            let (told, measured) = (rows.map { found[$0] }, rows.map { values[$0] })
            let squares = zip(told, measured).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            return Part(
                name: name, rows: rows.count, spearman: Self.number(Statistics.spearman(told, measured)),
                error: Self.number((squares / Double(rows.count)).squareRoot()))
        }
        let order = values.indices.sorted { values[$0] < values[$1] }
        let quarter = PropertyInfo.named(surrogate.property).higherIsBetter ? order.suffix(order.count / 4) : order.prefix(order.count / 4)
        var parts = [part("all", Array(values.indices)), part("best quarter", Array(quarter))]
        if architectures.count <= Self.mostCompared { parts.append(part("far", Self.far(architectures.map(\.nodeTypes), fold))) }
        self.parts = parts
    }

    private static func number(_ value: Double) -> Double? { value.isFinite ? value : nil }

    /// Those that differ from all of the other folds in many nodes.
    private static func far(_ types: [[Int]], _ fold: [Int]) -> [Int] {
        types.indices.filter { row in
            let least = max(Int((farShare * Double(types[row].count)).rounded()), 1)
            return types.indices.allSatisfy { other in
                fold[other] == fold[row] || zip(types[row], types[other]).count { $0 != $1 } >= least
            }
        }
    }
}
