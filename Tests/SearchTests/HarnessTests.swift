import Architectures
import Foundation
import Search
import Testing

@Suite struct HarnessTests {
    @Test func threadsDoNotMatter() throws {
        let (problem, table) = try Figures.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 8, batch: 3, budget: 20))
        let strategies: [any Strategy] = [RandomStrategy(), LocalSearchStrategy(), EvolutionStrategy(population: 10, tournament: 3)]
        let one = try #require(try harness.runs(strategies, seeds: [1, 2, 3], threads: 1))
        let many = try #require(try harness.runs(strategies, seeds: [1, 2, 3], threads: 4))
        #expect(one.map { $0.map(\.history.observations) } == many.map { $0.map(\.history.observations) })
        // All of a seed start alike, and other seeds elsewhere.
        let starts = one.map { $0.map { Array($0.history.observations.prefix(8)) } }
        #expect(starts[0] == starts[1] && starts[1] == starts[2])
        #expect(starts[0][0] != starts[0][1])
    }

    @Test func aCancelledComparisonGivesNothing() throws {
        let (problem, table) = try Figures.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 8, batch: 1, budget: 5_000))
        #expect(try harness.runs([RandomStrategy()], seeds: [1, 2], threads: 2, isCancelled: { true }) == nil)
    }

    @Test func aGoalEndsASearchAndChangesNothingBefore() throws {
        let (problem, table) = try Figures.problem()
        let settings = StudySettings(initial: 10, batch: 1, budget: 400)
        let whole = try Harness(problem, table: table, settings: settings).run(RandomStrategy(), seed: 2).history.observations
        let goal = try #require(whole[..<200].map { $0.values[0] }.max())
        let short = try Harness(problem, table: table, settings: settings, goal: goal).run(RandomStrategy(), seed: 2).history.observations
        #expect(short.count <= 200)
        #expect(short == Array(whole.prefix(short.count)))
        #expect(short.last?.values[0] == goal)
    }

    /// The share of the hypervolume grows to one when everything is evaluated.
    @Test func frontsAreMeasuredAgainstTheWholeFront() throws {
        let all = try Figures.table()
        let cells = stride(from: 0, to: Cell.count, by: 250).map { Figures.cells[$0] }
        let table = SearchTable(
            name: "few", architectures: cells,
            columns: all.columns.map { column in .init(name: column.name, values: cells.map { column.values[$0.place ?? 0] }) })
        let objective = try Objective(
            [.init(column: "baseline_accuracy", weight: 1), .init(column: "analog_accuracy", weight: -1)], kind: .front)
        let problem = try table.problem(objective, in: Figures.space)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 5, batch: 1, budget: 1_000))
        let yardstick = try Yardstick(problem, table: table)
        let strategy = ModelStrategy(
            "exhaustive", source: .exhaustive, surrogate: GaussianProcess(), acquisition: .expectedImprovement)
        let run = try harness.run(strategy, seed: 0)
        #expect(run.history.count == cells.count)
        let points = try StudySummary(
            "exhaustive", runs: [run], yardstick: yardstick, table: table, problem: problem, report: []
        ).regret.points.map(\.mean)
        #expect(points.last == 0)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(points[4] > 0)
    }

    @Test func whatIsReportedIsTheIncumbents() throws {
        let (problem, table) = try Figures.problem()
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 5, batch: 1, budget: 12))
        let run = try harness.run(RandomStrategy(), seed: 4)
        let summary = try StudySummary(
            "random", runs: [run], yardstick: try Yardstick(problem, table: table), table: table, problem: problem,
            report: ["analog_accuracy"])
        let best = try #require(run.history.observations.max { $0.values[0] < $1.values[0] })
        let column = try table.column("analog_accuracy")
        #expect(summary.reported[0].means.last == table.values([column], of: best.architecture)[0])
    }
}
