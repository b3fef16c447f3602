import Architectures
import Diffusion
import Search
import Tensors
import Testing

@Suite struct TransferTests {
    /// A made-up task: figures that follow the cells' convolutions, with a little of each cell's own.
    private static func column(_ name: String, own: Double, seed: UInt64) -> BenchmarkTable.Column {
        var random = PhiloxGenerator(seed: seed)
        let values = Cell.all.map { cell in
            let convolutions = cell.operations.count { $0 == .conv3x3 }, gaps = cell.operations.count { $0 == .none }
            return 3 * Double(convolutions) - 5 * Double(gaps) + own * (random.uniform() - 0.5)
        }
        return BenchmarkTable.Column(of: .nasbench201, name: name, values: values)
    }

    private static func problem(_ target: BenchmarkTable.Column) throws -> (Problem, SearchTable) {
        let table = SearchTable(BenchmarkTable(name: "made up", of: .nasbench201, columns: [target]))
        return (try table.problem(Objective([.init(column: target.name, weight: 1)]), in: Figures.space), table)
    }

    private static func strategy(_ source: [BenchmarkTable.Column], adapts: Bool = true) -> TransferStrategy {
        let task = SourceTask(ExactPredictor(columns: source, in: .nasbench201), properties: source.map(\.name), gamma: 3)
        return TransferStrategy(
            "transfer", source: task, denoiser: ExactDenoiser(of: .nasbench201), surrogate: adapts ? GaussianProcess() : nil, count: 16, steps: 5)
    }

    /// A clean cell's source score is its standard score in the table, a cost's with its sign turned, and the mean over sources.
    @Test func sourceScoresAreTheTables() {
        let first = Self.column("a_accuracy", own: 1, seed: 1), second = Self.column("a_latency_ms", own: 1, seed: 2)
        let task = SourceTask(ExactPredictor(columns: [first, second], in: .nasbench201), properties: ["a_accuracy", "a_latency_ms"], gamma: 4)
        let cells = stride(from: 3, to: Cell.count, by: 997).map { Figures.cells[$0] }
        let a = NormalScores.of(first.values), b = NormalScores.of(second.values)
        for (cell, score) in zip(cells, task.scores(of: cells)) {
            #expect(abs(score - (a[cell.place ?? 0] - b[cell.place ?? 0]) / 2) < 1e-4)
        }
        #expect(task.tilts == ["a_accuracy": 2, "a_latency_ms": -2])
    }

    /// What is said of a direction goes before what the name says.
    @Test func directionsThatAreSaidCount() {
        let cost = Self.column("a_latency_ms", own: 1, seed: 2)
        let task = SourceTask(ExactPredictor(columns: [cost], in: .nasbench201), properties: [cost.name], directions: [cost.name: true], gamma: 4)
        #expect(task.tilts == ["a_latency_ms": 4])
    }

    /// Where target and source are the same, the source's best of what is generated comes first; figures do not change that.
    @Test func aSourceThatIsTheTargetIsFollowed() throws {
        let source = Self.column("a_accuracy", own: 1, seed: 1)
        let target = BenchmarkTable.Column(of: .nasbench201, name: "b_accuracy", values: source.values.map { 0.1 * $0 + 70 })
        let (problem, table) = try Self.problem(target)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 0, batch: 1, budget: 6))
        let run = try harness.run(Self.strategy([source]), seed: 4)
        let worths = run.history.observations.map { problem.objective.worth($0.values) }
        let best = target.values.max() ?? 0
        #expect(worths.count == 6 && Set(run.history.observations.map(\.architecture)).count == 6)
        #expect(worths[0] > best - 0.4)
        let random = try harness.run(RandomStrategy(), seed: 4).history.observations.map { problem.objective.worth($0.values) }
        #expect((worths.first ?? 0) > (random.max() ?? 0))
    }

    /// A source that is wrong is corrected by figures of the target, and not without them.
    @Test func aWrongSourceIsCorrected() throws {
        let target = Self.column("b_accuracy", own: 0, seed: 1)
        let misled = BenchmarkTable.Column(of: .nasbench201, name: "a_accuracy", values: target.values.map { -abs($0) })
        let (problem, table) = try Self.problem(target)
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 0, batch: 1, budget: 25))
        func best(_ adapts: Bool) throws -> Double {
            var sum = 0.0
            for seed in 0..<3 {
                let run = try harness.run(Self.strategy([misled], adapts: adapts), seed: UInt64(seed))
                let worths = run.history.observations.map { problem.objective.worth($0.values) }
                sum += worths.max() ?? 0
            }
            return sum / 3
        }
        #expect(try best(true) > best(false) + 1)
    }

    /// The proposal is a function of seed and history alone.
    @Test func proposalsAreReplayable() throws {
        let (problem, table) = try Self.problem(Self.column("b_accuracy", own: 2, seed: 3))
        let strategy = Self.strategy([Self.column("a_accuracy", own: 2, seed: 1)])
        let harness = try Harness(problem, table: table, settings: StudySettings(initial: 0, batch: 2, budget: 8))
        let run = try harness.run(strategy, seed: 9)
        let again = try strategy.propose(2, for: problem, after: run.history.prefix(6), seed: 9)
        #expect(again.architectures == run.history.observations[6...].map(\.architecture))
        var threaded = strategy
        threaded.threads = 2
        #expect(try threaded.propose(2, for: problem, after: run.history.prefix(6), seed: 9).architectures == again.architectures)
    }
}
