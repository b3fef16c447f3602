import Architectures
import Search
import Tensors
import Testing

/// Transfer from measured tasks on made-up ones.
@Suite struct SourcedStrategyTests {
    /// Figures that follow the cells' operations, each site by itself, with a little of each cell's own.
    private static func figures(_ seed: UInt64, own: Double = 0.5) -> [Double] {
        var generator = PhiloxGenerator(seed: seed)
        let worths = (0..<6).map { _ in (0..<5).map { _ in normal(&generator) } }
        return Cell.all.map { cell in
            zip(cell.operations, worths).reduce(0) { $0 + $1.1[Operation.allCases.firstIndex(of: $1.0) ?? 0] } + own * normal(&generator)
        }
    }

    private static func noise(_ seed: UInt64) -> [Double] {
        var generator = PhiloxGenerator(seed: seed)
        return Cell.all.map { _ in 3 * normal(&generator) }
    }

    private struct Made {
        let table: SearchTable
        let problem: Problem
        let sources: SourceFigures
        let best: Double

        init(target: [Double], sources: [[Double]]) throws {
            let columns = [SearchTable.Column(name: "target", values: target)] + sources.enumerated().map { .init(name: "source\($0)", values: $1) }
            table = SearchTable(name: "made up", architectures: Figures.cells, columns: columns)
            problem = try table.problem(Objective([.init(column: "target", weight: 1)]), in: Figures.space)
            self.sources = try SourceFigures(sources.indices.map { .init(column: "source\($0)", weight: 1) }, of: table, for: problem)
            best = target.max() ?? 0
        }

        func regrets(_ strategy: any Strategy, budget: Int) throws -> [Double] {
            var best = -Double.infinity
            return try Harness(problem, table: table, settings: StudySettings(initial: 0, batch: 1, budget: budget)).run(strategy, seed: 1).history.observations.map {
                best = max(best, $0.values[0])
                return self.best - best
            }
        }
    }

    /// A source that ranks as the target does is found out among sources that know nothing, and the best within three evaluations.
    @Test func aPerfectSourceIsFoundOut() throws {
        let target = Self.figures(1)
        let made = try Made(target: target, sources: [Self.noise(7).map { 0.1 * $0 }, target.map { 0.3 * $0 + 60 }, Self.noise(8).map { 0.1 * $0 }])
        let alone = try Made(target: target, sources: [target.map { 2 * $0 - 7 }])
        #expect(try alone.regrets(SourcedStrategy("transfer", sources: alone.sources, problem: alone.problem), budget: 3)[2] == 0)
        let strategy = try SourcedStrategy("transfer", sources: made.sources, problem: made.problem)
        let spread = (target.map { $0 * $0 }.reduce(0, +) / Double(target.count)).squareRoot()
        #expect(try made.regrets(strategy, budget: 3)[2] < 0.4 * spread)
        // The hypotheses are: none, all alike, each of the three; after twelve figures the second source is the likeliest single one.
        let history = History(stride(from: 100, to: 15_000, by: 1_250).map { Observation(Figures.cells[$0], values: [target[$0]]) })
        let weights = strategy.weights(for: made.problem, after: history)
        #expect(weights.count == 5 && abs(weights.reduce(0, +) - 1) < 1e-9)
        #expect(weights[3] > 0.5 && weights[3] == weights.max())
    }

    /// A source of pure noise costs nothing in the long run: what is found is as good as what is found without it.
    @Test func noiseCostsNothing() throws {
        var difference = 0.0, spread = 0.0
        for seed in 1...3 {
            let target = Self.figures(UInt64(seed))
            let made = try Made(target: target, sources: [Self.noise(UInt64(20 + seed)), Self.noise(UInt64(40 + seed))])
            let none = [Trust(means: [0, 0], distance: 0)]
            let with = try made.regrets(SourcedStrategy("with", sources: made.sources, problem: made.problem), budget: 40)
            let without = try made.regrets(SourcedStrategy("without", sources: made.sources, problem: made.problem, trusts: none), budget: 40)
            difference += (with[39] - without[39]) / 3
            spread += (target.map { $0 * $0 }.reduce(0, +) / Double(target.count)).squareRoot() / 3
        }
        #expect(difference < 0.1 * spread)
    }

    /// The same architectures whatever other searches the strategy has served, and whatever the number of rounds it was asked for at once.
    @Test func aPureFunctionOfTheHistory() throws {
        let target = Self.figures(3), made = try Made(target: target, sources: [Self.figures(4), Self.figures(5)])
        let strategy = try SourcedStrategy("transfer", sources: made.sources, problem: made.problem, portfolio: 3)
        let harness = try Harness(made.problem, table: made.table, settings: StudySettings(initial: 0, batch: 1, budget: 9))
        let first = try harness.run(strategy, seed: 1).history
        #expect(Set(first.observations.map(\.architecture)).count == 9)
        // Anew, from the middle of the history, and after another search.
        let fresh = try SourcedStrategy("transfer", sources: made.sources, problem: made.problem, portfolio: 3)
        _ = try Harness(made.problem, table: made.table, settings: StudySettings(initial: 2, batch: 1, budget: 7)).run(fresh, seed: 5)
        for count in [0, 2, 6, 8] {
            #expect(try fresh.propose(1, for: made.problem, after: first.prefix(count), seed: 9).architectures == [first.observations[count].architecture])
        }
        // A batch, with one architecture pending: all new and distinct.
        let history = History(Array(first.observations.prefix(5)), pending: [first.observations[5].architecture])
        let batch = try fresh.propose(4, for: made.problem, after: history, seed: 1)
        #expect(Set(batch.architectures).count == 4 && batch.architectures.allSatisfy { !history.contains($0) } && batch.expectations.count == 4)
    }

    @Test func badInputIsNamed() throws {
        let target = Self.figures(1)
        var gaps = target
        gaps[3] = .nan
        gaps[9] = .infinity
        let table = SearchTable(name: "made up", architectures: Figures.cells, columns: [.init(name: "target", values: target), .init(name: "gaps", values: gaps)])
        let problem = try table.problem(Objective([.init(column: "target", weight: 1)]), in: Figures.space)
        #expect(throws: SearchError.noSource) { try SourceFigures([], of: table, for: problem) }
        let lacks = SearchError.sourceLacks(column: "gaps", count: 2, total: 15_625, first: Figures.cells[3].archString)
        #expect(throws: lacks) { try SourceFigures([.init(column: "gaps", weight: 1)], of: table, for: problem) }
        let first = Figures.cells[3].archString
        let text = "source 'gaps' lacks the figures of 2 of the target's 15625 architectures, the first \(first); leave the source out, or bring its figures with --table FILE"
        #expect("\(lacks)" == text)
        func study(_ tasks: [String], _ settings: LeaveOneOut.Settings = .init()) throws {
            _ = try LeaveOneOut(tasks.map { .init(column: $0, weight: 1) }, of: table, in: Figures.space, settings: settings)
        }
        #expect(throws: SearchError.tooFewTasks(1)) { try study(["target"]) }
        #expect(throws: SearchError.objectiveTwice("target")) { try study(["target", "target"]) }
        #expect(throws: SearchError.budgetBelowPortfolio(budget: 5, portfolio: 6)) { try study(["target", "gaps"], .init(budget: 5, portfolio: 6)) }
        #expect(throws: SearchError.budgetBelowInitial(budget: 5, initial: 10)) { try study(["target", "gaps"], .init(budget: 5)) }
    }

    /// Means and errors of a study that can be told by hand, and the same whatever the threads.
    @Test func aStudyOfTwoTasks() throws {
        let table = SearchTable(
            name: "made up", architectures: Figures.cells, columns: [.init(name: "a", values: Self.figures(1)), .init(name: "b", values: Self.figures(2))])
        let tasks = ["a", "b"].map { Objective.Term(column: $0, weight: 1) }
        let study = try LeaveOneOut(tasks, of: table, in: Figures.space, settings: .init(budget: 5, initial: 3, share: 0.2))
        let one = try #require(try study.run(seeds: [1, 2], threads: 1)), two = try #require(try study.run(seeds: [1, 2], threads: 2))
        #expect(one.map(\.regrets) == two.map(\.regrets) && one.map(\.task) == tasks)
        for target in one {
            #expect(target.regrets.count == 4 && target.regrets.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.count == 5 } })
            // Another part of the table for another seed.
            #expect(target.regrets[1][0] != target.regrets[1][1])
            let values = target.regrets[0].map { $0[4] }, found = target.regret(.transfer, after: 5)
            #expect(abs(found.mean - (values[0] + values[1]) / 2) < 1e-12 && abs(found.standardError - abs(values[0] - values[1]) / 2) < 1e-12)
        }
        let mean = MeanRegret(over: [MeanRegret(mean: 1, standardError: 0.3), MeanRegret(mean: 3, standardError: 0.4)])
        #expect(mean.mean == 2 && abs(mean.standardError - 0.25) < 1e-12)
        #expect(try study.run(seeds: [1], threads: 1, isCancelled: { true }) == nil)
    }
}
