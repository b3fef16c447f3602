import Architectures

/// Scores of several properties for all cells, laid out so that one matrix product gives the first and second moments of them all.
struct CellScores: Sendable {
    let count: Int
    /// The scores, then their squares: [2·count][15625] by code.
    let rows: [Double]

    /// - Parameter scores: a score for every code, a property each
    init(_ scores: [[Double]]) {
        precondition(scores.allSatisfy { $0.count == Cell.count }, "a property has a score for every cell")
        count = scores.count
        rows = scores.flatMap { $0 } + scores.flatMap { $0.map { $0 * $0 } }
    }

    /// A property's scores by code.
    subscript(property: Int) -> ArraySlice<Double> { rows[property * Cell.count..<(property + 1) * Cell.count] }
}
