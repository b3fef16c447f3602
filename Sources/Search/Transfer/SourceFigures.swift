import Architectures
import Diffusion

/// What other tasks' measurements say of every architecture that may be proposed for a target.
public struct SourceFigures: Sendable {
    public let names: [String]
    /// Whose figures they are, in the problem's order.
    public let architectures: [Architecture]
    /// By task, then by architecture: more is better, in the figures' own unit, which the tasks share.
    public let worths: [[Double]]

    /// What predictors say instead of measurements.
    /// - Parameter worths: by source, then by architecture that may be proposed, in the problem's order; finite
    /// - Throws: `SearchError.noSource`, `.notEnumerable`
    public init(_ predicted: [(name: String, worths: [Double])], for problem: Problem) throws {
        guard !predicted.isEmpty else { throw SearchError.noSource }
        guard let admitted = problem.admitted else { throw SearchError.notEnumerable(strategy: "transfer", space: problem.space.name) }
        precondition(predicted.allSatisfy { $0.worths.count == admitted.count && $0.worths.allSatisfy(\.isFinite) })
        architectures = admitted
        names = predicted.map(\.name)
        worths = predicted.map(\.worths)
    }

    /// - Parameters:
    ///   - terms: a column each, with its direction
    ///   - problem: of the target
    /// - Throws: `SearchError` where there is no source, a column is unknown, an architecture that may be proposed has no figure of it, or the space cannot be listed
    public init(_ terms: [Objective.Term], of table: SearchTable, for problem: Problem) throws {
        guard !terms.isEmpty else { throw SearchError.noSource }
        guard let admitted = problem.admitted else { throw SearchError.notEnumerable(strategy: "transfer", space: problem.space.name) }
        architectures = admitted
        names = terms.map(\.column)
        worths = try terms.map { term in
            let column = try table.column(term.column)
            let values = admitted.map { table.values([column], of: $0)[0] }
            let missing = values.indices.filter { !values[$0].isFinite }
            if let first = missing.first {
                throw SearchError.sourceLacks(column: term.column, count: missing.count, total: admitted.count, first: admitted[first].archString)
            }
            return values.map { term.weight * $0 }
        }
    }

    /// Points that each architecture is below its task's best, by task.
    var regrets: [[Double]] {
        worths.map { worths in
            let best = worths.max() ?? 0
            return worths.map { best - $0 }
        }
    }

    /// The mean over the tasks of normal scores: what ranks architectures where only the order within a task counts.
    var meanScores: [Double] { Self.mean(worths.map(NormalScores.of)) }

    static func mean(_ tasks: [[Double]]) -> [Double] {
        guard let first = tasks.first else { return [] }
        return first.indices.map { place in tasks.reduce(0) { $0 + $1[place] } / Double(tasks.count) }
    }
}
