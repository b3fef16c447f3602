import ArgumentParser
import Architectures
import Diffusion
import Search

/// `dnag search bo`
struct SearchBO: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bo", abstract: "Compare searches on a table of figures: Bayesian optimisation and its baselines.",
        discussion: """
            A search evaluates architectures by looking them up. It starts with --initial random ones, the same for every strategy of a
            seed, and adds --batch a round until --budget. A strategy that has a model fits it to what was evaluated and proposes what
            its acquisition likes best of its candidates: 'guided' draws them by diffusion steered by the gradient of the acquisition,
            'mutation' mutates the best so far, 'exhaustive' looks at all there are; 'bananas' is mutation with an ensemble of networks
            and independent Thompson sampling, as published. The same line gives the same searches.

            Several --objective with weights are summed, in natural units; with --front they are sought side by side, and the
            share of the dominated hypervolume that is still missing is reported for the regret.

            EXAMPLES
              dnag search bo --objective baseline_accuracy --strategy guided,mutation,random --seeds 5
              dnag search bo --table nasbench201.csv --objective cifar10_valid --report cifar10_test --budget 100
              dnag search bo --objective cifar10_valid --constraint "latency_ms_pixel3<5" --table nasbench201.csv
              dnag search bo --objective analog_accuracy --objective params_m --front --seeds 10 --plot front.svg
            """)

    @Option(help: "The search space.")
    var space: SearchSpace = .nasbench201

    @OptionGroup var tables: TableOptions

    @Option(
        help: ArgumentHelp(
            "A column to be large, or small where less is better; with a weight, the score per unit. Repeatable.",
            valueName: "column[=weight]"),
        transform: Objective.Term.init(parsing:))
    var objective: [Objective.Term] = []

    @Option(
        help: ArgumentHelp("A bound that must hold, with <, <=, > or >=; repeatable.", valueName: "column<bound"),
        transform: Constraint.init(parsing:))
    var constraint: [Constraint] = []

    @Flag(help: "Seek the front of compromises between the objectives instead of their sum.")
    var front = false

    @Option(help: ArgumentHelp("A column shown of the best found, such as the test accuracy; repeatable.", valueName: "column"))
    var report: [String] = []

    @Flag(help: "Leave out architectures that lack a figure.")
    var allowMissing = false

    @OptionGroup var strategies: StrategyOptions

    @Option(help: "Architectures drawn at random at the start.")
    var initial: Int = 10

    @Option(help: "Architectures evaluated in a round.")
    var batch: Int = 1

    @Option(help: "Evaluations of a search.")
    var budget: Int = 150

    @Flag(help: "End a search that has found the best there is: the rest of its curve is known.")
    var stopAtBest = false

    @Option(help: "Searches of each strategy.")
    var seeds: Int = 1

    @Option(help: "Seed of the first.")
    var seed: UInt64 = 0

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    @Option(help: ArgumentHelp("Draw the regret as an SVG file.", valueName: "file"))
    var plot: String?

    func validate() throws {
        guard !objective.isEmpty else { throw ValidationError(SearchError.noObjective.description) }
        try Check.range("--initial", initial, (2...100_000).contains(initial), "between 2 and 100000")
        try Check.range("--batch", batch, (1...10_000).contains(batch), "between 1 and 10000")
        try Check.range("--budget", budget, budget > initial && budget <= 1_000_000, "above --initial and at most 1000000")
        try Check.range("--seeds", seeds, (1...100_000).contains(seeds), "between 1 and 100000")
        try Check.range("--threads", threads, (1...256).contains(threads), "between 1 and 256")
    }

    func run() throws {
        let objective = try Objective(objective, constraints: constraint, kind: front ? .front : .sum)
        if space == .mobilenetv3 { return try searchNetworks(objective) }
        let set = try tables.load()
        let names = objective.columns + report.filter { !objective.columns.contains($0) }
        let columns = try names.map { try set.column($0) }
        let table = SearchTable<NASBench201Space>(
            BenchmarkTable(name: set.tables.first?.name ?? "the table", columns: columns))
        let problem = try table.problem(objective, in: NASBench201Space(), report: report, allowsMissing: allowMissing)
        let settings = StudySettings(initial: initial, batch: batch, budget: budget)
        let yardstick = try Yardstick(problem, table: table)
        let harness = try Harness(problem, table: table, settings: settings, goal: stopAtBest ? yardstick.best : nil)
        try compare(harness, report: report, yardstick: yardstick)
    }

    /// Runs and reports every strategy. - Parameter yardstick: nil measures against the best that any search finds
    func compare<Space: SearchableSpace>(_ harness: Harness<Space>, report: [String], yardstick: Yardstick?) throws {
        let (problem, table, settings, objective) = (harness.problem, harness.table, harness.settings, harness.problem.objective)
        let list = try strategies.strategies(threads: seeds == 1 ? threads : 1, of: space)
        let interruption = Interruption()
        let progress = Progress("searching")
        let clock = ContinuousClock(), start = clock.now
        let seeds = (0..<UInt64(seeds)).map { seed &+ $0 }
        let runs = try harness.runs(list, seeds: seeds, threads: seeds.count * list.count == 1 ? 1 : threads) { done, total in
            progress.update(done, of: total, detail: "\(done) of \(total) evaluations")
        } isCancelled: {
            interruption.isRequested
        }
        progress.finish()
        guard let runs else {
            Output.note("interrupted; nothing was written")
            throw ExitCode(130)
        }
        let isKnown = yardstick != nil
        let yardstick = yardstick ?? Yardstick(bestOf: runs.flatMap { $0 }, objective)
        let summaries = try zip(list, runs).map { strategy, runs in
            try StudySummary(
                strategy.name, runs: runs, yardstick: yardstick, table: table, problem: problem, report: report)
        }
        let elapsed = (clock.now - start).components
        let result = SearchReport(
            summaries, objective: objective, settings: settings, seeds: seeds, best: yardstick.best, isBestKnown: isKnown,
            seconds: Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
        if let plot { try Output.write(RegretPlot(summaries).svg, to: plot) }
        switch format {
        case .text: try Output.write(result.text, to: out)
        case .json: try Output.write(try Output.json(result), to: out)
        case .csv: try Output.write(result.csv, to: out)
        }
    }
}
