import Architectures
import Diffusion
import Foundation
import Search
import TestSupport
import Testing

/// What searches of a front are measured by.
@Suite struct YardstickTests {
    /// A few cells with figures a and b.
    private static func table(_ figures: [(Double, Double)]) -> SearchTable {
        SearchTable(
            name: "few", architectures: figures.indices.map { Figures.cells[$0 * 100] },
            columns: [.init(name: "a", values: figures.map(\.0)), .init(name: "b", values: figures.map(\.1))])
    }

    private static func problem(
        _ table: SearchTable, bound: String? = nil, weights: (Double, Double) = (1, -1)
    ) throws -> Problem {
        let objective = try Objective(
            [.init(column: "a", weight: weights.0), .init(column: "b", weight: weights.1)],
            constraints: bound.map { [try Constraint(parsing: $0)] } ?? [], kind: .front)
        return try table.problem(objective, in: Figures.space, allowsMissing: true)
    }

    /// a to be large, b to be small: (5, 3), (4, 1) and (6, 8) are the front, (2, 9) is the worst in both.
    private static let figures: [(Double, Double)] = [(5, 3), (4, 1), (2, 9), (6, 8), (4, 3), (.nan, 0)]

    @Test func theReferenceIsTheWorst() throws {
        let table = Self.table(Self.figures)
        let front = try #require(try Yardstick(Self.problem(table), table: table).front)
        // Slices between one figure of b and the next: 4 × 1, 3 × 5, 2 × 2.
        #expect(front.reference == [2, 9] && front.count == 3)
        #expect(front.hypervolume == 23)
    }

    @Test func boundsAndWeightsCount() throws {
        let table = Self.table(Self.figures)
        let bounded = try #require(try Yardstick(Self.problem(table, bound: "b<5"), table: table).front)
        #expect(bounded.reference == [3, 5] && bounded.hypervolume == 6 && bounded.count == 2)
        // (5, 3) and (4, 1) are each the worst in something there: the corner goes out to (3, 5).
        let weighted = try #require(try Yardstick(Self.problem(table, weights: (2, -0.5)), table: table).front)
        #expect(weighted.reference == [2, 9] && weighted.hypervolume == 23)
    }

    @Test func aReferenceMayBeGiven() throws {
        let table = Self.table(Self.figures)
        let front = try #require(try Yardstick(Self.problem(table), table: table, reference: [4, 4]).front)
        #expect(front.reference == [4, 4] && front.hypervolume == 1)
        #expect(
            errorText { _ = try Yardstick(Self.problem(table), table: table, reference: [7, 4]) }
                == "no architecture is better than the reference point a=7.0, b=4.0 in every objective, so no hypervolume can be measured from it")
    }

    /// What no table holds is measured by the union of what was found; no search dominates more.
    @Test func theUnionOfSearches() throws {
        let table = Self.table((0..<40).map { (Double($0 * 7 % 11), Double($0 * 5 % 13)) })
        let problem = try Self.problem(table)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 4, batch: 1, budget: 9))
        let runs = try (0..<3).map { try harness.run(RandomStrategy(), seed: $0) }
        let front = try #require(try Yardstick(bestOf: runs, problem.objective).front)
        let seen = runs.flatMap { $0.history.observations.map(\.values) }
        #expect(front.reference == [seen.map { $0[0] }.min() ?? 0, seen.map { $0[1] }.max() ?? 0])
        let summary = try StudySummary(
            "random", runs: runs, yardstick: Yardstick(bestOf: runs, problem.objective), table: table, problem: problem, report: [])
        let last = try #require(summary.regret.points.last.map(front.hypervolume))
        #expect(last.mean > 0 && last.mean <= front.hypervolume && last.lowerQuartile <= last.median && last.median <= last.upperQuartile)
    }

    @Test func whereNothingIsFeasibleNothingIsFound() throws {
        let objective = try Objective(
            [.init(column: "a", weight: 1), .init(column: "b", weight: 1)], constraints: [Constraint(parsing: "a>9")], kind: .front)
        let table = SearchTable(name: "computed", columns: ["a", "b"]) { _ in [1, 2] }
        let problem = try table.problem(objective, in: Figures.space)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 2, batch: 1, budget: 3))
        let runs = [try harness.run(RandomStrategy(), seed: 1)]
        let yardstick = try Yardstick(bestOf: runs, objective)
        #expect(yardstick.best == -.infinity && yardstick.front?.count == 0)
        let summary = try StudySummary("random", runs: runs, yardstick: yardstick, table: table, problem: problem, report: [])
        #expect(summary.regret.evaluationsToBest == [nil] && summary.regret.points.allSatisfy { $0.mean == .infinity })
    }
}
